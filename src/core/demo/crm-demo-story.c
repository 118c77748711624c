/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may happen between the demo company and a customer. */

#define G_LOG_DOMAIN "crm-demo"

#include "core/demo/crm-demo-story.h"

#define MONTHS_18 548

/* Kinds: English, then Chinese. */
const CrmDemoBeat crm_demo_beats[CRM_DEMO_N_BEATS] = {
  [CRM_DEMO_BEAT_FIRST] = { "first", { { NULL }, { NULL } }, NULL, 0, 0, "plain", NULL },
  [CRM_DEMO_BEAT_NEEDS] = { "needs", { { "call", "meeting" }, { "call", "meeting" } }, "out", 12, 45, "plain", "needs" },
  [CRM_DEMO_BEAT_OFFER] = { "offer", { { "email" }, { "wechat", "email" } }, "out", 0, 0, "plain", NULL },
  [CRM_DEMO_BEAT_QUESTION] = { "question", { { "email" }, { "wechat", "wecom" } }, "in", 0, 0, NULL, NULL },
  [CRM_DEMO_BEAT_VISIT] = { "visit", { { "visit" }, { "visit" } }, "out", 40, 150, "plain", "visit" },
  [CRM_DEMO_BEAT_SAMPLE] = { "sample", { { "letter" }, { "letter" } }, "out", 0, 0, NULL, NULL },
  [CRM_DEMO_BEAT_HAGGLE] = { "haggle", { { "call", "meeting" }, { "call", "meeting" } }, "in", 8, 30, "plain", NULL },
  [CRM_DEMO_BEAT_ORDER] = { "order", { { "email" }, { "wechat", "email" } }, "in", 0, 0, NULL, "offer" },
  [CRM_DEMO_BEAT_DELIVERY] = { "delivery", { { "email", "message" }, { "wechat", "wecom" } }, "out", 0, 0, NULL, "order" },
  [CRM_DEMO_BEAT_CHECK] = { "check", { { "call" }, { "call", "wechat" } }, "out", 4, 20, "good", "check" },
  [CRM_DEMO_BEAT_REORDER] = { "reorder", { { "email", "call" }, { "wechat", "call" } }, "in", 0, 0, "good", "reorder" },
  [CRM_DEMO_BEAT_INVOICE] = { "invoice", { { "email" }, { "qq", "email" } }, "in", 0, 0, NULL, NULL },
  [CRM_DEMO_BEAT_GREETING] = { "greeting", { { "letter" }, { "wechat" } }, "out", 0, 0, NULL, NULL },
  [CRM_DEMO_BEAT_RENEWAL] = { "renewal", { { "meeting" }, { "meeting" } }, NULL, 40, 95, "good", "renew" },
  [CRM_DEMO_BEAT_COMPLAINT] = { "complaint", { { "call", "email" }, { "call", "wechat" } }, "in", 0, 0, "bad", NULL },
  [CRM_DEMO_BEAT_REPAIR] = { "repair", { { "call" }, { "call" } }, "out", 5, 20, NULL, "repair" },
  [CRM_DEMO_BEAT_RELIEVED] = { "relieved", { { "email", "call" }, { "wechat", "call" } }, "in", 0, 0, "good", NULL },
  [CRM_DEMO_BEAT_EXCUSE] = { "excuse", { { "email" }, { "wechat" } }, "out", 0, 0, NULL, NULL },
  [CRM_DEMO_BEAT_AGAIN] = { "again", { { "call", "email" }, { "call", "wechat" } }, "in", 0, 0, "bad", NULL },
  [CRM_DEMO_BEAT_QUIET] = { "quiet", { { "call" }, { "call" } }, "out", 1, 3, NULL, "quiet" },
  [CRM_DEMO_BEAT_PRICE_RISE] = { "price-rise", { { "email", "call" }, { "wecom", "wechat" } }, "out", 0, 0, NULL, NULL },
  [CRM_DEMO_BEAT_COOLING] = { "cooling", { { "call" }, { "call", "wechat" } }, "out", 2, 8, NULL, NULL },
  [CRM_DEMO_BEAT_LOST] = { "lost", { { "email" }, { "wechat", "email" } }, "in", 0, 0, NULL, NULL },
  [CRM_DEMO_BEAT_DECLINED] = { "declined", { { "email", "call" }, { "wechat", "call" } }, "in", 0, 0, NULL, "offer" },
  [CRM_DEMO_BEAT_WINBACK] = { "winback", { { "call" }, { "call", "wechat" } }, "out", 5, 25, NULL, "winback" },
  [CRM_DEMO_BEAT_WONBACK] = { "wonback", { { "call", "email" }, { "call", "wechat" } }, "in", 0, 0, "good", NULL },
  [CRM_DEMO_BEAT_NOTE] = { "note", { { "note" }, { "note" } }, NULL, 0, 0, NULL, NULL },
  [CRM_DEMO_BEAT_CHANGE] = { "change", { { "note" }, { "note" } }, NULL, 0, 0, NULL, NULL },
};

#define STEP(beat, first, last) { CRM_DEMO_BEAT_##beat, first, last }
#define FIRST                   STEP (FIRST, 0, 0)
#define NEEDS                   STEP (NEEDS, 1, 9)
#define OFFER                   STEP (OFFER, 1, 6)
#define ORDER                   STEP (ORDER, 3, 16)
#define DELIVERY                STEP (DELIVERY, 7, 21)
#define CHECK                   STEP (CHECK, 3, 12)
#define REORDER                 STEP (REORDER, 30, 110)

/* How many, and which. */
#define STEPS(...) .n_steps = sizeof ((CrmDemoStep[]){ __VA_ARGS__ }) / sizeof (CrmDemoStep), .steps = { __VA_ARGS__ }

#define STAGE(stage, beat)        .life_cycle = stage, .life_cycle_beat = CRM_DEMO_BEAT_##beat
#define RELATIONSHIP(stage, beat) .relationship = stage, .relationship_beat = CRM_DEMO_BEAT_##beat

static const CrmDemoStory stories[] = {
  { 5, 12, STAGE ("aware", FIRST), RELATIONSHIP (NULL, FIRST), 1, 50, "first", 70, FALSE,
    STEPS (FIRST) },
  { 9, 9, STAGE ("contacted", FIRST), RELATIONSHIP ("building", FIRST), 0, 30, "offer", 90, FALSE,
    STEPS (FIRST, NEEDS, OFFER) },
  { 6, 0, STAGE ("contacted", FIRST), RELATIONSHIP ("building", FIRST), 1, 45, "offer", 85, FALSE,
    STEPS (FIRST, STEP (QUIET, 5, 14), STEP (NEEDS, 4, 20), STEP (NOTE, 0, 1), STEP (VISIT, 6, 20), STEP (OFFER, 2, 8), STEP (QUESTION, 1, 9)) },
  { 5, 3, STAGE ("contacted", FIRST), RELATIONSHIP ("building", FIRST), 1, 40, "visit", 80, FALSE,
    STEPS (FIRST, NEEDS, STEP (SAMPLE, 1, 4), STEP (QUESTION, 5, 14)) },
  { 8, 15, STAGE ("acquired", ORDER), RELATIONSHIP ("developing", ORDER), 2, 50, "check", 65, FALSE,
    STEPS (FIRST, NEEDS, OFFER, ORDER, DELIVERY, CHECK) },
  { 9, 0, STAGE ("acquired", ORDER), RELATIONSHIP ("developing", ORDER), 1, 70, "reorder", 75, FALSE,
    STEPS (FIRST, NEEDS, STEP (VISIT, 5, 20), STEP (SAMPLE, 1, 5), STEP (OFFER, 3, 12), STEP (HAGGLE, 2, 9), ORDER, DELIVERY, STEP (NOTE, 1, 3), CHECK) },
  { 16, 0, STAGE ("retained", REORDER), RELATIONSHIP ("maintaining", REORDER), 1, 60, "renew", 60, FALSE,
    STEPS (FIRST, NEEDS, OFFER, ORDER, DELIVERY, CHECK, REORDER, STEP (DELIVERY, 6, 14), STEP (GREETING, 15, 50), REORDER, STEP (INVOICE, 9, 20), STEP (RENEWAL, 20, 50), STEP (REORDER, 5, 40)) },
  { 0, 16, STAGE ("retained", REORDER), RELATIONSHIP ("maintaining", REORDER), 5, 110, "reorder", 35, FALSE,
    STEPS (FIRST, NEEDS, ORDER, DELIVERY, CHECK, STEP (REORDER, 60, 140), STEP (DELIVERY, 5, 12), STEP (NOTE, 1, 20), STEP (REORDER, 60, 150)) },
  { 11, 6, STAGE ("retained", REORDER), RELATIONSHIP ("maintaining", REORDER), 1, 55, "reorder", 60, FALSE,
    STEPS (FIRST, NEEDS, OFFER, STEP (HAGGLE, 2, 8), ORDER, DELIVERY, STEP (COMPLAINT, 1, 4), STEP (REPAIR, 0, 1), STEP (RELIEVED, 2, 5), STEP (NOTE, 1, 2), REORDER, DELIVERY, CHECK, REORDER) },
  { 8, 4, STAGE ("retained", REORDER), RELATIONSHIP ("maintaining", REORDER), 0, 60, "renew", 60, TRUE,
    STEPS (STEP (REORDER, 0, 0), STEP (DELIVERY, 5, 12), STEP (REORDER, 40, 110), STEP (CHANGE, 5, 40), STEP (INVOICE, 10, 30), STEP (REORDER, 30, 100), STEP (GREETING, 20, 80), STEP (CHECK, 20, 60), STEP (REORDER, 20, 90), STEP (RENEWAL, 15, 60), STEP (REORDER, 8, 50)) },
  { 6, 4, STAGE ("at-risk", AGAIN), RELATIONSHIP ("breaking", AGAIN), 2, 35, "repair", 85, FALSE,
    STEPS (FIRST, NEEDS, OFFER, ORDER, DELIVERY, STEP (COMPLAINT, 1, 5), STEP (EXCUSE, 1, 3), STEP (REORDER, 30, 60), DELIVERY, STEP (AGAIN, 1, 5), STEP (QUIET, 4, 10)) },
  { 7, 0, STAGE ("at-risk", COOLING), RELATIONSHIP ("breaking", COOLING), 60, 150, "quiet", 70, FALSE,
    STEPS (FIRST, NEEDS, STEP (VISIT, 5, 20), OFFER, ORDER, DELIVERY, CHECK, REORDER, STEP (PRICE_RISE, 20, 40), STEP (COOLING, 20, 45), STEP (QUIET, 8, 25)) },
  { 5, 0, STAGE ("lost", LOST), RELATIONSHIP ("breaking", COOLING), 30, 260, "winback", 35, FALSE,
    STEPS (FIRST, NEEDS, OFFER, ORDER, DELIVERY, REORDER, STEP (PRICE_RISE, 20, 40), STEP (COOLING, 10, 30), STEP (LOST, 5, 30)) },
  { 5, 7, STAGE ("lost", DECLINED), RELATIONSHIP (NULL, FIRST), 40, 300, "winback", 15, FALSE,
    STEPS (FIRST, NEEDS, OFFER, STEP (QUIET, 6, 12), STEP (QUIET, 8, 20), STEP (DECLINED, 5, 25)) },
  { 4, 3, STAGE ("won-back", WONBACK), RELATIONSHIP ("developing", WONBACK), 2, 50, "check", 80, FALSE,
    STEPS (FIRST, NEEDS, OFFER, ORDER, DELIVERY, REORDER, STEP (COOLING, 30, 60), STEP (LOST, 5, 20), STEP (WINBACK, 90, 150), STEP (WONBACK, 8, 40), STEP (DELIVERY, 5, 12), CHECK) },
};

const CrmDemoStory *
crm_demo_story_get (guint position)
{
  g_return_val_if_fail (position < G_N_ELEMENTS (stories), NULL);

  return &stories[position];
}

guint
crm_demo_story_count (void)
{
  return G_N_ELEMENTS (stories);
}

static int
get_weight (const CrmDemoStory *story, gboolean is_company)
{
  return is_company ? story->company : story->individual;
}

const CrmDemoStory *
crm_demo_story_pick (CrmDemoRandom *random, gboolean is_company)
{
  int sum = 0, point;

  for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
    sum += get_weight (&stories[i], is_company);
  point = (int)crm_demo_random_below (random, (guint)sum);
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
    {
      point -= get_weight (&stories[i], is_company);
      if (point < 0)
        return &stories[i];
    }
  g_assert_not_reached ();
}

void
crm_demo_story_schedule (const CrmDemoStory *story, CrmDemoRandom *random, CrmDemoMoment *moments)
{
  int ago = crm_demo_random_between (random, story->first_ago, story->last_ago);
  int end = ago, span;

  for (guint i = story->n_steps; i-- > 0;)
    {
      const CrmDemoStep *step = &story->steps[i];

      moments[i] = (CrmDemoMoment){ step->beat, ago };
      ago += crm_demo_random_between (random, step->first_gap, step->last_gap);
    }
  span = moments[0].days_ago - end;
  if (end + span > MONTHS_18)
    for (guint i = 0; i < story->n_steps; i++)
      moments[i].days_ago = end + (moments[i].days_ago - end) * (MONTHS_18 - end) / span;
}
