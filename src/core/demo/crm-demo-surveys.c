/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo company's surveys and what was answered: a little better where deals were won, worse after complaints. */

#define G_LOG_DOMAIN "crm-demo"

#include "core/demo/crm-demo-maker.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-kano.h"
#include "core/surveys/crm-survey-template.h"

#include <string.h>

#define STREAM 3

/* Anonymous responses: one for so many customers, at most so many, so many given to the writer at once. */
#define ANONYMOUS_SHARE 10
#define ANONYMOUS_MAX   200
#define PIECE           8

typedef enum
{
  AFTER_SALE,
  RECOMMEND,
  COMPLAINT,
  QUALITY,
  WISHES,
  N_SURVEYS
} Which;

typedef struct
{
  CrmId id;
  CrmQuestionType type;
  char *code;
  GArray *options; /* of CrmId: of the axis option */
  GArray *rows;    /* of CrmId */
} Question;

typedef struct
{
  CrmId id;
  CrmId version;
  GPtrArray *questions; /* of Question */
} Survey;

struct _CrmDemoSurveys
{
  CrmDemoMaker *maker;
  Survey surveys[N_SURVEYS];
  guint n_anonymous;
};

/* One response while it is made. */
typedef struct
{
  CrmDemoMaker *maker;
  CrmDemoRandom *random;
  CrmEdit *edit;
  const Survey *survey;
  CrmId id;
  gboolean is_chinese;
} Response;

/* ── the surveys ──────────────────────────────────────────────────────────────────────────── */

static void
question_free (gpointer data)
{
  Question *question = data;

  g_array_unref (question->options);
  g_array_unref (question->rows);
  g_free (question->code);
  g_free (question);
}

static Question *
find_by_id (const Survey *survey, const CrmId *id)
{
  for (guint i = 0; i < survey->questions->len; i++)
    if (crm_id_equal (&((Question *)survey->questions->pdata[i])->id, id))
      return survey->questions->pdata[i];
  return NULL;
}

static void
take_question (Survey *survey, const CrmChange *change)
{
  Question *question = g_new0 (Question, 1);

  question->id = change->id;
  question->type = crm_question_type_find (crm_change_get (change, CRM_QUESTION_TYPE)->text);
  question->code = g_strdup (crm_change_get (change, CRM_QUESTION_CODE)->text);
  question->options = g_array_new (FALSE, FALSE, sizeof (CrmId));
  question->rows = g_array_new (FALSE, FALSE, sizeof (CrmId));
  g_ptr_array_add (survey->questions, question);
}

static void
take_option (Survey *survey, const CrmChange *change)
{
  Question *question = find_by_id (survey, &crm_change_get (change, CRM_QUESTION_OPTION_QUESTION)->id);
  gboolean row = strcmp (crm_change_get (change, CRM_QUESTION_OPTION_AXIS)->text, "row") == 0;

  g_array_append_val (row ? question->rows : question->options, change->id);
}

/* What the template added to the edit from @first on. */
static void
take_changes (Survey *survey, CrmEdit *edit, guint first, gint64 published)
{
  for (guint i = first; i < crm_edit_get_n_changes (edit); i++)
    {
      CrmChange *change = (CrmChange *)crm_edit_get_change (edit, i);

      if (change->kind == &crm_kind_question)
        take_question (survey, change);
      else if (change->kind == &crm_kind_question_option)
        take_option (survey, change);
      else if (change->kind == &crm_kind_survey)
        crm_change_set_text (change, CRM_SURVEY_STATUS, "open");
      else if (change->kind == &crm_kind_survey_version)
        {
          survey->version = change->id;
          crm_change_set_integer (change, CRM_SURVEY_VERSION_PUBLISHED_AT, published);
          crm_change_set_integer (change, CRM_SURVEY_VERSION_NUMBER, 1);
        }
    }
}

static void
add_survey (CrmDemoSurveys *self, CrmEdit *edit, Which which)
{
  static const char *const templates[N_SURVEYS] = { "csat", "nps", "complaint", "servqual", "kano" };
  static const guint owners[N_SURVEYS] = { 0, 0, 1, 2, 2 };
  CrmDemoMaker *maker = self->maker;
  Survey *survey = &self->surveys[which];
  const char *chinese = maker->is_traditional ? "zh_TW" : "zh_CN";
  CrmId space = crm_demo_maker_make_id (maker, "survey", which, 0);
  CrmSurveyJsonChoice choice = { .language = maker->is_chinese_office ? chinese : "en", .second = maker->is_chinese_office ? "en" : chinese, .space = &space };
  guint first = crm_edit_get_n_changes (edit);
  CrmChange *change;

  survey->questions = g_ptr_array_new_with_free_func (question_free);
  if (!crm_survey_template_add (templates[which], &choice, edit, &survey->id, NULL))
    g_assert_not_reached ();
  take_changes (survey, edit, first, crm_date_time_from_local (crm_demo_maker_get_day (maker, 30 * CRM_DEMO_DEAL_MONTHS), 10 * 3600, maker->zone));
  change = (CrmChange *)crm_edit_get_change (edit, first);
  crm_change_set_id (change, CRM_SURVEY_OWNER, &maker->users[owners[which]]);
  crm_change_set_integer (change, CRM_SURVEY_ANONYMOUS, which == QUALITY);
}

CrmDemoSurveys *
crm_demo_surveys_new (CrmDemoMaker *maker, CrmEdit *edit)
{
  CrmDemoSurveys *self = g_new0 (CrmDemoSurveys, 1);

  self->maker = maker;
  for (Which which = 0; which < N_SURVEYS; which++)
    add_survey (self, edit, which);
  return self;
}

void
crm_demo_surveys_free (CrmDemoSurveys *self)
{
  for (Which which = 0; which < N_SURVEYS; which++)
    g_ptr_array_unref (self->surveys[which].questions);
  g_free (self);
}

/* ── answers ──────────────────────────────────────────────────────────────────────────────── */

static const Question *
find (const Response *self, const char *code)
{
  for (guint i = 0; i < self->survey->questions->len; i++)
    if (strcmp (((Question *)self->survey->questions->pdata[i])->code, code) == 0)
      return self->survey->questions->pdata[i];
  g_assert_not_reached ();
}

static CrmChange *
add_answer (Response *self, const Question *question, const char *part, const CrmId *row)
{
  CrmId id = crm_answer_make_id (&self->id, &question->id, part, NULL, row);
  CrmChange *change = crm_edit_create (self->edit, &crm_kind_answer, &id);

  crm_change_set_id (change, CRM_ANSWER_RESPONSE, &self->id);
  crm_change_set_id (change, CRM_ANSWER_QUESTION, &question->id);
  crm_change_set_text (change, CRM_ANSWER_PART, part);
  return change;
}

static void
add_points (Response *self, const Question *question, const char *part, int points)
{
  crm_change_set_integer (add_answer (self, question, part, NULL), CRM_ANSWER_VALUE, points * CRM_DECIMAL_ONE);
}

static void
add_option (Response *self, const Question *question, guint option)
{
  crm_change_set_id (add_answer (self, question, NULL, NULL), CRM_ANSWER_OPTION, &g_array_index (question->options, CrmId, option));
}

static void
add_row (Response *self, const Question *question, guint row, guint option)
{
  CrmChange *change = add_answer (self, question, NULL, &g_array_index (question->rows, CrmId, row));

  crm_change_set_id (change, CRM_ANSWER_ROW, &g_array_index (question->rows, CrmId, row));
  crm_change_set_id (change, CRM_ANSWER_OPTION, &g_array_index (question->options, CrmId, option));
  crm_change_set_integer (change, CRM_ANSWER_VALUE, (3 - (gint64)option) * CRM_DECIMAL_ONE);
}

static void
add_words (Response *self, const Question *question, const char *section)
{
  const CrmDemoWords *words = self->is_chinese ? self->maker->lexicon.chinese : self->maker->lexicon.english;

  crm_change_set_text (add_answer (self, question, NULL, NULL), CRM_ANSWER_TEXT, crm_demo_words_pick (words, self->random, section, NULL)->columns[0]);
}

/* Around @mood, 0 the worst and 100 the best, as people differ. */
static int
draw_points (Response *self, int mood, int minimum, int maximum)
{
  int own = mood + crm_demo_random_between (self->random, -18, 18) + crm_demo_random_between (self->random, -14, 14);

  return CLAMP (minimum + (own * (maximum - minimum) + 50) / 100, minimum, maximum);
}

/* ── responses ────────────────────────────────────────────────────────────────────────────── */

static CrmChange *
begin (Response *self, const char *channel, int days_ago)
{
  CrmDemoMaker *maker = self->maker;
  CrmDate day = crm_demo_maker_get_day (maker, days_ago);
  CrmChange *change = crm_edit_create (self->edit, &crm_kind_response, &self->id);
  const char *chinese = maker->is_traditional ? "zh_TW" : "zh_CN";
  int minutes = crm_demo_random_between (self->random, 0, 9 * 60);

  crm_change_set_id (change, CRM_RESPONSE_SURVEY, &self->survey->id);
  crm_change_set_id (change, CRM_RESPONSE_VERSION, &self->survey->version);
  crm_change_set_text (change, CRM_RESPONSE_CHANNEL, channel);
  crm_change_set_text (change, CRM_RESPONSE_LANGUAGE, self->is_chinese ? chinese : "en");
  crm_change_set_integer (change, CRM_RESPONSE_ANSWERED_AT, crm_date_time_from_local (day, 9 * 3600 + minutes * 60, maker->zone));
  crm_change_set_integer (change, CRM_RESPONSE_COMPLETE, 1);
  return change;
}

static int
find_beat (const CrmDemoCustomer *self, CrmDemoBeatId beat)
{
  for (guint i = 0; i < self->story->n_steps; i++)
    if (self->moments[i].beat == beat)
      return self->moments[i].days_ago;
  return -1;
}

/* How content the customer is: its story tells. */
static int
judge_mood (CrmDemoCustomer *self, CrmDemoRandom *random)
{
  int mood = crm_demo_random_between (random, 58, 88);

  mood -= find_beat (self, CRM_DEMO_BEAT_COMPLAINT) >= 0 ? 22 : 0;
  mood += find_beat (self, CRM_DEMO_BEAT_RELIEVED) >= 0 ? 10 : 0;
  mood += find_beat (self, CRM_DEMO_BEAT_REORDER) >= 0 ? 8 : 0;
  mood -= find_beat (self, CRM_DEMO_BEAT_COOLING) >= 0 || find_beat (self, CRM_DEMO_BEAT_LOST) >= 0 ? 15 : 0;
  return mood;
}

static Response
start (CrmDemoCustomer *self, CrmDemoRandom *random, Which which, guint position)
{
  CrmDemoSurveys *surveys = self->maker->surveys;

  return (Response){ self->maker, random, self->edit, &surveys->surveys[which], crm_demo_maker_make_id (self->maker, "response", self->number, position), self->sketch->is_chinese };
}

static void
set_who (CrmDemoCustomer *self, CrmDemoRandom *random, CrmChange *change)
{
  guint n = self->n_people - self->n_gone;

  crm_change_set_id (change, CRM_RESPONSE_CUSTOMER, &self->id);
  if (self->sketch->is_company && n > 0)
    crm_change_set_id (change, CRM_RESPONSE_PERSON, &self->people[crm_demo_random_below (random, n)].id);
}

static void
answer_after_sale (CrmDemoCustomer *self, CrmDemoRandom *random, const CrmDemoDeal *deal, guint position, int mood)
{
  static const char *const drivers[] = { "product", "delivery", "advice", "price" };
  static const int leans[] = { 8, -6, 4, -10 };
  Response response = start (self, random, AFTER_SALE, position);
  int days_ago = MAX (deal->ended_ago - crm_demo_random_between (random, 2, 12), 0), overall;
  CrmChange *change = begin (&response, crm_demo_random_chance (random, 30) ? "interview" : "mail", days_ago);

  set_who (self, random, change);
  crm_change_set_id (change, CRM_RESPONSE_DEAL, &deal->id);
  overall = draw_points (&response, mood + 6, 1, 5);
  add_points (&response, find (&response, "overall"), NULL, overall);
  for (guint i = 0; i < G_N_ELEMENTS (drivers); i++)
    if (crm_demo_random_chance (random, 92))
      add_points (&response, find (&response, drivers[i]), NULL, draw_points (&response, (mood + overall * 25 - 25) / 2 + leans[i], 1, 5));
  if (crm_demo_random_chance (random, 45))
    add_words (&response, find (&response, overall <= 3 ? "better" : "praise"), overall <= 3 ? "survey-blame" : "survey-praise");
  add_option (&response, find (&response, "again"), overall >= 4 ? 0 : overall == 3 ? 1
                                                                                    : 1 + crm_demo_random_below (random, 2));
}

static void
answer_recommend (CrmDemoCustomer *self, CrmDemoRandom *random, guint position, int mood)
{
  Response response = start (self, random, RECOMMEND, position);
  CrmChange *change = begin (&response, crm_demo_random_chance (random, 60) ? "mail" : "file", crm_demo_random_between (random, 3, 420));
  int points = draw_points (&response, mood + 8, 0, 10);

  set_who (self, random, change);
  add_points (&response, find (&response, "nps"), NULL, points);
  if (crm_demo_random_chance (random, 55))
    add_words (&response, find (&response, "reason"), points >= 8 ? "survey-praise" : points >= 7 ? "survey-wish"
                                                                                                  : "survey-blame");
}

static void
answer_complaint (CrmDemoCustomer *self, CrmDemoRandom *random, int complained, guint position)
{
  gboolean relieved = find_beat (self, CRM_DEMO_BEAT_RELIEVED) >= 0;
  Response response = start (self, random, COMPLAINT, position);
  CrmChange *change = begin (&response, "interview", MAX (complained - crm_demo_random_between (random, 5, 15), 0));
  guint solved = relieved ? 0 : crm_demo_random_below (random, 3);
  const Question *points = find (&response, "points");

  set_who (self, random, change);
  crm_change_set_id (change, CRM_RESPONSE_INTERVIEWER, &self->maker->users[self->owner]);
  add_option (&response, find (&response, "solved"), solved);
  add_points (&response, find (&response, "handling"), NULL, draw_points (&response, relieved ? 82 : 55 - 15 * (int)solved, 1, 5));
  for (guint i = 0; i < points->rows->len; i++)
    add_row (&response, points, i, MIN (solved + crm_demo_random_below (random, 2), 2));
  if (solved > 0)
    add_words (&response, find (&response, "open"), "survey-blame");
  add_option (&response, find (&response, "stay"), solved);
}

/* What most take a feature for: as it must be, the more the better, a delight, or nothing; and how both halves of its pair are then answered. */
static void
answer_pair (Response *self, const Question *question, CrmKanoCategory usual)
{
  static const int halves[][2] = {
    [CRM_KANO_MUST_BE] = { CRM_KANO_EXPECT, CRM_KANO_DISLIKE },
    [CRM_KANO_ONE_DIMENSIONAL] = { CRM_KANO_LIKE, CRM_KANO_DISLIKE },
    [CRM_KANO_ATTRACTIVE] = { CRM_KANO_LIKE, CRM_KANO_NEUTRAL },
    [CRM_KANO_INDIFFERENT] = { CRM_KANO_NEUTRAL, CRM_KANO_BEAR },
  };
  CrmKanoCategory own = crm_demo_random_chance (self->random, 58) ? usual : (CrmKanoCategory)crm_demo_random_below (self->random, G_N_ELEMENTS (halves));

  add_points (self, question, "functional", halves[own][0]);
  add_points (self, question, "dysfunctional", halves[own][1]);
}

/* All options, by how much they matter to most, each now and then before its turn. */
static void
rank (Response *self, const Question *question, const int *weights)
{
  guint n = question->options->len;
  g_autofree int *own = g_new (int, n);

  for (guint i = 0; i < n; i++)
    own[i] = weights[i] * 16 + crm_demo_random_between (self->random, 0, 40) * 16 + (int)i;
  for (guint i = 0; i < n; i++)
    {
      const CrmId *option = &g_array_index (question->options, CrmId, i);
      CrmId id = crm_answer_make_id (&self->id, &question->id, NULL, option, NULL);
      CrmChange *change = crm_edit_create (self->edit, &crm_kind_answer, &id);
      int place = 1;

      for (guint j = 0; j < n; j++)
        place += own[j] > own[i];
      crm_change_set_id (change, CRM_ANSWER_RESPONSE, &self->id);
      crm_change_set_id (change, CRM_ANSWER_QUESTION, &question->id);
      crm_change_set_id (change, CRM_ANSWER_OPTION, option);
      crm_change_set_integer (change, CRM_ANSWER_VALUE, place * CRM_DECIMAL_ONE);
    }
}

static void
answer_wishes (CrmDemoCustomer *self, CrmDemoRandom *random, guint position)
{
  static const struct
  {
    const char *code;
    CrmKanoCategory usual;
  } features[] = {
    { "tracking", CRM_KANO_MUST_BE },
    { "same_day", CRM_KANO_ATTRACTIVE },
    { "assembly", CRM_KANO_INDIFFERENT },
    { "warranty", CRM_KANO_ONE_DIMENSIONAL },
    { "contact", CRM_KANO_ATTRACTIVE },
    { "return", CRM_KANO_MUST_BE },
  };
  static const int weights[] = { 30, 38, 5, 45, 24, 16 };
  Response response = start (self, random, WISHES, position);
  CrmChange *change = begin (&response, crm_demo_random_chance (random, 50) ? "interview" : "mail", crm_demo_random_between (random, 20, 200));

  set_who (self, random, change);
  for (guint i = 0; i < G_N_ELEMENTS (features); i++)
    if (crm_demo_random_chance (random, 95))
      answer_pair (&response, find (&response, features[i].code), features[i].usual);
  rank (&response, find (&response, "rank"), weights);
  if (crm_demo_random_chance (random, 25))
    add_words (&response, find (&response, "missing"), "survey-wish");
}

void
crm_demo_add_responses (CrmDemoCustomer *self)
{
  CrmDemoRandom random;
  guint position = 0;
  int mood, complained = find_beat (self, CRM_DEMO_BEAT_COMPLAINT);

  if (self->maker->surveys == NULL)
    return;
  crm_demo_random_init (&random, self->maker->seed, (guint64)self->number << 8 | STREAM);
  mood = judge_mood (self, &random);
  for (guint i = 0; i < self->n_deals; i++)
    if (self->deals[i].is_won && self->deals[i].ended_ago > 0 && crm_demo_random_chance (&random, 45))
      answer_after_sale (self, &random, &self->deals[i], position++, mood);
  if (self->n_deals > 0 && crm_demo_random_chance (&random, 35))
    answer_recommend (self, &random, position++, mood);
  if (complained > 4 && crm_demo_random_chance (&random, 70))
    answer_complaint (self, &random, complained, position++);
  if (self->n_deals > 0 && crm_demo_random_chance (&random, 20))
    answer_wishes (self, &random, position);
}

/* ── anonymous ones ───────────────────────────────────────────────────────────────────────── */

/* Much is expected of reliability and least of looks; what is met with stays behind most in answering fast. */
static void
answer_quality (Response *self)
{
  static const int expected[] = { 68, 92, 85, 86, 78 }, gaps[] = { 2, -14, -19, -5, -9 };
  static const int ends[] = { 4, 9, 13, 17, 22 };
  int mood = crm_demo_random_between (self->random, -12, 8);
  guint pairs = 0;

  for (guint i = 0; i < self->survey->questions->len; i++)
    {
      const Question *question = self->survey->questions->pdata[i];
      guint dimension = 0;

      if (question->type != CRM_QUESTION_TYPE_SERVQUAL)
        continue;
      while ((int)pairs >= ends[dimension])
        dimension++;
      pairs++;
      add_points (self, question, "expectation", draw_points (self, expected[dimension], 1, 7));
      add_points (self, question, "perception", draw_points (self, expected[dimension] + gaps[dimension] + mood, 1, 7));
    }
  add_points (self, find (self, "overall"), NULL, draw_points (self, 72 + mood, 1, 5));
}

static void
weigh (Response *self)
{
  static const char *const codes[] = { "weight_tangibles", "weight_reliability", "weight_responsiveness", "weight_assurance", "weight_empathy" };
  static const int weights[] = { 10, 30, 22, 16 };
  int left = 100;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      int weight = i < G_N_ELEMENTS (weights) ? weights[i] + 5 * crm_demo_random_between (self->random, -1, 1) : left;

      add_points (self, find (self, codes[i]), NULL, weight);
      left -= weight;
    }
}

gboolean
crm_demo_surveys_add_anonymous (CrmDemoSurveys *self, CrmEdit *edit)
{
  guint n = MIN (self->maker->n_customers / ANONYMOUS_SHARE, ANONYMOUS_MAX), end = MIN (self->n_anonymous + PIECE, n);

  for (; self->n_anonymous < end; self->n_anonymous++)
    {
      CrmDemoRandom random;
      Response response = { self->maker, &random, edit, &self->surveys[QUALITY], crm_demo_maker_make_id (self->maker, "anonymous", self->n_anonymous, 0), FALSE };

      crm_demo_random_init (&random, self->maker->seed, (guint64)self->n_anonymous << 8 | (STREAM + 1));
      response.is_chinese = crm_demo_random_chance (&random, 55);
      begin (&response, crm_demo_random_chance (&random, 70) ? "kiosk" : "paper", crm_demo_random_between (&random, 5, 240));
      answer_quality (&response);
      if (crm_demo_random_chance (&random, 70))
        weigh (&response);
    }
  return self->n_anonymous < n;
}
