/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pipelines and stages an import of deals finds, and those it makes. */

#define G_LOG_DOMAIN "crm-import"

#include "config.h"

#include "core/exchange/crm-deal-places.h"

#include "core/base/crm-position.h"
#include "core/exchange/crm-deal-column.h"
#include "core/sales/crm-pipeline.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A stage, with what the deals of the import tell of one that is to be made. */
typedef struct
{
  char *name;
  char *folded;
  CrmId id;
  gboolean is_fresh;
  const char *outcome;
  int probability;
  guint n;              /* times a deal came to it */
  guint n_last;         /* times that was the last it came to */
  const char *last;     /* what became of those deals; "" when not the same of all */
  guint64 place;        /* sum of the places in their logs */
  gint64 probabilities; /* sum of those of deals that stand in it */
  guint n_probabilities;
} Stage;

typedef struct
{
  char *name;
  char *folded;
  CrmId id;
  gboolean is_fresh;
  char *after; /* the position of the last stage */
  GPtrArray *stages;
} Pipeline;

struct _CrmDealPlaces
{
  GPtrArray *pipelines;
  char *after; /* the position of the last pipeline */
  gint64 now;
  gboolean is_exact;
};

static void
free_stage (gpointer data)
{
  Stage *stage = data;

  g_free (stage->folded);
  g_free (stage->name);
  g_free (stage);
}

static void
free_pipeline (gpointer data)
{
  Pipeline *pipeline = data;

  g_ptr_array_unref (pipeline->stages);
  g_free (pipeline->after);
  g_free (pipeline->folded);
  g_free (pipeline->name);
  g_free (pipeline);
}

void
crm_deal_places_free (CrmDealPlaces *self)
{
  g_ptr_array_unref (self->pipelines);
  g_free (self->after);
  g_free (self);
}

/* ── what there is ────────────────────────────────────────────────────────────────────────── */

static Pipeline *
add_pipeline (CrmDealPlaces *self, const char *name, const CrmId *id)
{
  Pipeline *pipeline = g_new0 (Pipeline, 1);

  pipeline->name = g_strdup (name);
  pipeline->folded = g_utf8_casefold (name, -1);
  pipeline->id = id != NULL ? *id : crm_id_new (self->now);
  pipeline->is_fresh = id == NULL;
  pipeline->stages = g_ptr_array_new_with_free_func (free_stage);
  g_ptr_array_add (self->pipelines, pipeline);
  return pipeline;
}

static const char *
intern_outcome (const char *outcome)
{
  return strcmp (outcome, "won") == 0 ? "won" : strcmp (outcome, "lost") == 0 ? "lost"
                                                                              : "open";
}

static void
load (CrmDealPlaces *self, GPtrArray *pipelines)
{
  for (guint i = 0; i < pipelines->len; i++)
    {
      const CrmPipeline *known = pipelines->pdata[i];
      Pipeline *pipeline = add_pipeline (self, crm_record_get_text (known->record, CRM_PIPELINE_NAME), &known->record->id);

      g_set_str (&self->after, crm_record_get_text (known->record, CRM_PIPELINE_POSITION));
      for (guint j = 0; j < known->stages->len; j++)
        {
          const CrmRecord *record = known->stages->pdata[j];
          const char *position = crm_record_get_text (record, CRM_STAGE_POSITION);
          Stage *stage = g_new0 (Stage, 1);

          stage->name = g_strdup (crm_record_get_text (record, CRM_STAGE_NAME));
          stage->folded = g_utf8_casefold (stage->name, -1);
          stage->id = record->id;
          stage->outcome = intern_outcome (crm_stage_get_outcome (record));
          stage->probability = (int)crm_record_get_integer (record, CRM_STAGE_PROBABILITY, 0);
          g_ptr_array_add (pipeline->stages, stage);
          if (pipeline->after == NULL || g_strcmp0 (position, pipeline->after) > 0)
            g_set_str (&pipeline->after, position);
        }
    }
}

static Stage *
find_stage (const Pipeline *pipeline, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < pipeline->stages->len; i++)
    if (strcmp (((Stage *)pipeline->stages->pdata[i])->folded, folded) == 0)
      return pipeline->stages->pdata[i];
  return NULL;
}

static Stage *
find_stage_for (const Pipeline *pipeline, const char *outcome)
{
  for (guint i = 0; i < pipeline->stages->len; i++)
    if (strcmp (((Stage *)pipeline->stages->pdata[i])->outcome, outcome) == 0)
      return pipeline->stages->pdata[i];
  return NULL;
}

static Pipeline *
find_pipeline (CrmDealPlaces *self, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < self->pipelines->len; i++)
    if (strcmp (((Pipeline *)self->pipelines->pdata[i])->folded, folded) == 0)
      return self->pipelines->pdata[i];
  return NULL;
}

/* A deal that names no pipeline goes to the first that has its stage, else to the first there is. */
static Pipeline *
choose_pipeline (CrmDealPlaces *self, const CrmDealDraft *draft)
{
  const char *stage = draft->moves->len > 0 ? ((CrmDealDraftMove *)draft->moves->pdata[0])->stage : draft->stage;

  if (draft->pipeline != NULL)
    {
      Pipeline *named = find_pipeline (self, draft->pipeline);

      return named != NULL ? named : add_pipeline (self, draft->pipeline, NULL);
    }
  for (guint i = 0; stage != NULL && i < self->pipelines->len; i++)
    if (find_stage (self->pipelines->pdata[i], stage) != NULL)
      return self->pipelines->pdata[i];
  return self->pipelines->len > 0 ? self->pipelines->pdata[0] : add_pipeline (self, _ ("Sales"), NULL);
}

static Pipeline *
get_pipeline (CrmDealPlaces *self, const CrmDealDraft *draft)
{
  g_assert (draft->place > 0);

  return self->pipelines->pdata[draft->place - 1];
}

static Stage *
add_stage (const CrmDealPlaces *self, Pipeline *pipeline, const char *name, const char *outcome)
{
  Stage *stage = g_new0 (Stage, 1);

  stage->name = g_strdup (name);
  stage->folded = g_utf8_casefold (name, -1);
  stage->id = crm_id_new (self->now);
  stage->is_fresh = TRUE;
  stage->outcome = outcome;
  g_ptr_array_add (pipeline->stages, stage);
  return stage;
}

static Stage *
ensure_stage (const CrmDealPlaces *self, Pipeline *pipeline, const char *name)
{
  Stage *stage = find_stage (pipeline, name);

  return stage != NULL ? stage : add_stage (self, pipeline, name, crm_deal_outcome_guess (name));
}

/* ── what the deals tell ──────────────────────────────────────────────────────────────────── */

static void
note_end (Stage *stage, const CrmDealDraft *draft)
{
  const char *outcome = draft->outcome != NULL ? draft->outcome : "";

  stage->n_last++;
  if (stage->last == NULL)
    stage->last = outcome;
  else if (strcmp (stage->last, outcome) != 0)
    stage->last = "";
  if (draft->values[CRM_DEAL_PROBABILITY].type == CRM_VALUE_INTEGER && (draft->outcome == NULL || strcmp (draft->outcome, "open") == 0))
    {
      stage->probabilities += draft->values[CRM_DEAL_PROBABILITY].integer;
      stage->n_probabilities++;
    }
}

static int
compare_moves (gconstpointer a, gconstpointer b)
{
  const CrmDealDraftMove *x = *(const CrmDealDraftMove *const *)a, *y = *(const CrmDealDraftMove *const *)b;

  return x->at != y->at ? (x->at > y->at) - (x->at < y->at) : (x->row > y->row) - (x->row < y->row);
}

static void
note_deal (CrmDealPlaces *self, CrmDealDraft *draft)
{
  Pipeline *pipeline = choose_pipeline (self, draft);
  guint place;

  g_ptr_array_find (self->pipelines, pipeline, &place);
  draft->place = place + 1;
  g_ptr_array_sort (draft->moves, compare_moves);
  for (guint i = 0; i < draft->moves->len; i++)
    {
      const CrmDealDraftMove *move = draft->moves->pdata[i];
      Stage *stage = ensure_stage (self, pipeline, move->stage);

      stage->n++;
      stage->place += i;
      if (i + 1 == draft->moves->len)
        note_end (stage, draft);
    }
  if (draft->moves->len == 0 && draft->stage != NULL)
    {
      Stage *stage = ensure_stage (self, pipeline, draft->stage);

      stage->n++;
      note_end (stage, draft);
    }
}

/* In an own export a deal's outcome is its stage's. In other logs a stage closes when every deal that came to it ended there alike. */
static void
settle_outcome (const CrmDealPlaces *self, Stage *stage, gboolean logged)
{
  gboolean closing = g_strcmp0 (stage->last, "won") == 0 || g_strcmp0 (stage->last, "lost") == 0;

  if (!stage->is_fresh || stage->last == NULL || *stage->last == '\0')
    return;
  if (self->is_exact)
    stage->outcome = stage->last;
  else if (closing && logged && strcmp (stage->outcome, "open") == 0 && stage->n_last == stage->n)
    stage->outcome = stage->last;
}

/* Whether a deal's outcome stands in its stage: Pipedrive leaves a lost deal in the stage in which it was lost. */
static gboolean
closes_elsewhere (const CrmDealDraft *draft, const Stage *stage)
{
  return draft->outcome != NULL && strcmp (draft->outcome, "open") != 0 && (stage == NULL || strcmp (stage->outcome, draft->outcome) != 0);
}

static const char *
get_last (const CrmDealDraft *draft)
{
  return draft->moves->len > 0 ? ((CrmDealDraftMove *)draft->moves->pdata[draft->moves->len - 1])->stage : draft->stage;
}

static void
ensure_end (CrmDealPlaces *self, const CrmDealDraft *draft)
{
  Pipeline *pipeline = get_pipeline (self, draft);
  const char *last = get_last (draft);
  Stage *stage = last != NULL ? find_stage (pipeline, last) : NULL;

  if (closes_elsewhere (draft, stage))
    {
      gboolean won = strcmp (draft->outcome, "won") == 0;

      if (find_stage_for (pipeline, draft->outcome) == NULL)
        add_stage (self, pipeline, won ? C_ ("stage", "Won") : C_ ("stage", "Lost"), won ? "won" : "lost");
    }
  else if (stage == NULL && find_stage_for (pipeline, "open") == NULL)
    add_stage (self, pipeline, C_ ("stage", "Lead"), "open");
}

/* ── order and probability ────────────────────────────────────────────────────────────────── */

static int
get_rank (const Stage *stage)
{
  return !stage->is_fresh ? -1 : strcmp (stage->outcome, "open") == 0 ? 0
                             : strcmp (stage->outcome, "won") == 0    ? 1
                                                                      : 2;
}

/* Open stages as deals go through them, or by how likely they make a deal; the closing ones last. */
static int
compare_stages (gconstpointer a, gconstpointer b)
{
  const Stage *x = *(const Stage *const *)a, *y = *(const Stage *const *)b;
  guint64 place_x = x->place * MAX (y->n, 1), place_y = y->place * MAX (x->n, 1);
  gint64 likely_x = x->probabilities * MAX (y->n_probabilities, 1), likely_y = y->probabilities * MAX (x->n_probabilities, 1);

  if (get_rank (x) != get_rank (y) || get_rank (x) != 0)
    return get_rank (x) - get_rank (y);
  if (place_x != place_y)
    return place_x < place_y ? -1 : 1;
  return (likely_x > likely_y) - (likely_x < likely_y);
}

static void
settle_probabilities (const CrmDealPlaces *self, Pipeline *pipeline)
{
  int n_open = 0, i = 0;

  for (guint j = 0; j < pipeline->stages->len; j++)
    n_open += get_rank (pipeline->stages->pdata[j]) == 0;
  for (guint j = 0; j < pipeline->stages->len; j++)
    {
      Stage *stage = pipeline->stages->pdata[j];

      if (!stage->is_fresh)
        continue;
      stage->probability = strcmp (stage->outcome, "won") == 0 ? 100 : 0;
      if (get_rank (stage) != 0)
        continue;
      stage->probability = !self->is_exact && stage->n_probabilities > 0 ? (int)(stage->probabilities / stage->n_probabilities) : 10 + 80 * i / MAX (n_open, 1);
      i++;
    }
}

CrmDealPlaces *
crm_deal_places_new (CrmConnection *connection, const CrmDealTable *table, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) known = crm_pipelines_read (connection, error);
  CrmDealPlaces *self;
  gboolean logged = FALSE;

  if (known == NULL)
    return NULL;
  self = g_new0 (CrmDealPlaces, 1);
  self->pipelines = g_ptr_array_new_with_free_func (free_pipeline);
  self->now = now;
  self->is_exact = table->is_exact;
  load (self, known);
  for (guint i = 0; i < table->drafts->len; i++)
    {
      note_deal (self, table->drafts->pdata[i]);
      logged = logged || ((CrmDealDraft *)table->drafts->pdata[i])->moves->len > 1;
    }
  for (guint i = 0; i < self->pipelines->len; i++)
    for (guint j = 0; j < ((Pipeline *)self->pipelines->pdata[i])->stages->len; j++)
      settle_outcome (self, ((Pipeline *)self->pipelines->pdata[i])->stages->pdata[j], logged);
  for (guint i = 0; i < table->drafts->len; i++)
    ensure_end (self, table->drafts->pdata[i]);
  for (guint i = 0; i < self->pipelines->len; i++)
    {
      g_ptr_array_sort (((Pipeline *)self->pipelines->pdata[i])->stages, compare_stages);
      settle_probabilities (self, self->pipelines->pdata[i]);
    }
  return self;
}

/* ── writing and finding ──────────────────────────────────────────────────────────────────── */

static void
write_stage (Pipeline *pipeline, const Stage *stage, CrmEdit *edit)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_stage, &stage->id);
  char *position = crm_position_between (pipeline->after, NULL);

  crm_change_set_id (change, CRM_STAGE_PIPELINE, &pipeline->id);
  crm_change_set_text (change, CRM_STAGE_NAME, stage->name);
  crm_change_set_text (change, CRM_STAGE_POSITION, position);
  crm_change_set_integer (change, CRM_STAGE_PROBABILITY, stage->probability);
  crm_change_set_text (change, CRM_STAGE_OUTCOME, stage->outcome);
  g_free (pipeline->after);
  pipeline->after = position;
}

void
crm_deal_places_write (CrmDealPlaces *self, CrmEdit *edit)
{
  for (guint i = 0; i < self->pipelines->len; i++)
    {
      Pipeline *pipeline = self->pipelines->pdata[i];

      if (pipeline->is_fresh)
        {
          CrmChange *change = crm_edit_create (edit, &crm_kind_pipeline, &pipeline->id);
          char *position = crm_position_between (self->after, NULL);

          crm_change_set_text (change, CRM_PIPELINE_NAME, pipeline->name);
          crm_change_set_text (change, CRM_PIPELINE_POSITION, position);
          g_free (self->after);
          self->after = position;
        }
      for (guint j = 0; j < pipeline->stages->len; j++)
        if (((Stage *)pipeline->stages->pdata[j])->is_fresh)
          write_stage (pipeline, pipeline->stages->pdata[j], edit);
    }
}

static gboolean
has_stages (const Pipeline *pipeline, const CrmDealDraft *draft)
{
  const char *last = get_last (draft);
  const Stage *stage = last != NULL ? find_stage (pipeline, last) : NULL;

  for (guint i = 0; i < draft->moves->len; i++)
    if (find_stage (pipeline, ((CrmDealDraftMove *)draft->moves->pdata[i])->stage) == NULL)
      return FALSE;
  return (last == NULL || stage != NULL) && find_stage_for (pipeline, closes_elsewhere (draft, stage) ? draft->outcome : stage != NULL ? stage->outcome
                                                                                                                                       : "open")
                                                != NULL;
}

void
crm_deal_places_prefer (CrmDealPlaces *self, CrmDealDraft *draft, const CrmId *pipeline)
{
  for (guint i = 0; draft->pipeline == NULL && i < self->pipelines->len; i++)
    if (crm_id_equal (&((Pipeline *)self->pipelines->pdata[i])->id, pipeline) && has_stages (self->pipelines->pdata[i], draft))
      draft->place = i + 1;
}

static CrmDealPlace
make_place (const Pipeline *pipeline, const Stage *stage)
{
  return (CrmDealPlace){ pipeline->id, stage->id, stage->outcome, stage->probability };
}

CrmDealPlace
crm_deal_places_find (CrmDealPlaces *self, const CrmDealDraft *draft, const char *stage)
{
  const Pipeline *pipeline = get_pipeline (self, draft);

  return make_place (pipeline, find_stage (pipeline, stage));
}

CrmDealPlace
crm_deal_places_find_end (CrmDealPlaces *self, const CrmDealDraft *draft, const char *last)
{
  const Pipeline *pipeline = get_pipeline (self, draft);
  const Stage *stage = last != NULL ? find_stage (pipeline, last) : NULL;

  if (closes_elsewhere (draft, stage))
    stage = find_stage_for (pipeline, draft->outcome);
  if (stage == NULL)
    stage = find_stage_for (pipeline, "open");
  return make_place (pipeline, stage);
}
