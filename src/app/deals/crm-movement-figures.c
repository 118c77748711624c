/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed since a day, for the Movement view and the review. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-movement-figures.h"

#include "core/base/crm-local-days.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

/* How far back is looked where there was no review yet. */
#define DAYS_WITHOUT_REVIEW 7

/* ── computing ────────────────────────────────────────────────────────────────────────────── */

static void
changed_free (gpointer data)
{
  CrmChangedDeal *deal = data;

  crm_record_unref (deal->record);
  g_free (deal);
}

static gboolean
find_review (CrmMovementFigures *self, CrmConnection *connection, const CrmId *pipeline, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT max(at) FROM review WHERE deleted = 0 AND (pipeline IS NULL OR pipeline = ?)", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, pipeline);
  if (crm_connection_next (connection, statement, error) > 0)
    self->reviewed_at = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static void
find_user (CrmMovementFigures *self, CrmConnection *connection)
{
  g_autofree char *user = crm_connection_dup_setting (connection, "user", NULL);

  if (user == NULL || !crm_id_parse (user, &self->user))
    self->user = (CrmId){ 0 };
}

static void
choose_day (CrmMovementFigures *self, const CrmDealsRequest *request, const CrmDealReading *reading)
{
  g_autoptr (CrmLocalDays) days = crm_local_days_new (reading->zone);

  if (request->choice == CRM_MOVEMENT_SINCE_REVIEW && self->reviewed_at != 0)
    self->since = MIN (crm_local_days_get (days, self->reviewed_at), crm_date_add_days (reading->today, -1));
  else
    self->since = crm_date_add_days (reading->today, -(int)(request->choice > 0 ? request->choice : DAYS_WITHOUT_REVIEW));
}

static GArray *
take_now (const CrmDealReading *reading)
{
  g_autofree CrmDealSnapshot *snapshots = crm_deal_paths_snapshot (&reading->paths);
  GArray *array = g_array_new (FALSE, FALSE, sizeof (CrmDealSnapshot));

  g_array_append_vals (array, snapshots, (guint)reading->paths.n_deals);
  return array;
}

static gint64
get_value (const CrmMovementFigures *self, const CrmMovementChange *change)
{
  if (change->after != CRM_MOVEMENT_ABSENT)
    return g_array_index (self->after, CrmDealSnapshot, change->after).amount;
  return change->before != CRM_MOVEMENT_ABSENT ? g_array_index (self->before, CrmDealSnapshot, change->before).amount : 0;
}

static int
compare_values (gconstpointer a, gconstpointer b, gpointer data)
{
  gint64 x = get_value (data, &(*(CrmChangedDeal *const *)a)->change), y = get_value (data, &(*(CrmChangedDeal *const *)b)->change);

  return (x < y) - (x > y);
}

static gboolean
read_deals (CrmMovementFigures *self, CrmConnection *connection, GError **error)
{
  self->deals = g_ptr_array_new_with_free_func (changed_free);
  for (guint i = 0; i < self->movement->changes->len; i++)
    {
      const CrmMovementChange *change = &g_array_index (self->movement->changes, CrmMovementChange, i);
      GError *local_error = NULL;
      CrmRecord *record = crm_connection_read_record_at (connection, &crm_kind_deal, change->deal, &local_error);
      CrmChangedDeal *deal;

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      if (record == NULL)
        continue;
      deal = g_new0 (CrmChangedDeal, 1);
      deal->record = record;
      deal->change = *change;
      g_ptr_array_add (self->deals, deal);
    }
  g_ptr_array_sort_with_data (self->deals, compare_values, self);
  return TRUE;
}

gpointer
crm_movement_figures_compute (CrmConnection *connection, const CrmDealsRequest *request, CrmDealReading *reading, GError **error)
{
  CrmMovementFigures *self = g_new0 (CrmMovementFigures, 1);
  const CrmDealPaths *paths = &reading->paths;

  self->pipeline = crm_deal_reading_find_pipeline (reading, &request->pipeline);
  find_user (self, connection);
  if (find_review (self, connection, &request->pipeline, error))
    {
      choose_day (self, request, reading);
      self->before = crm_deal_reading_read_day (reading, connection, request->question.filter, self->since, error);
    }
  if (self->before == NULL)
    {
      crm_movement_figures_free (self);
      return NULL;
    }
  self->after = take_now (reading);
  /* What is in another one or in no stage now is not lost from sight where it was here before. */
  crm_deal_snapshots_keep_pipeline (self->before, &reading->paths, self->pipeline, TRUE);
  crm_deal_snapshots_keep_pipeline (self->after, &reading->paths, self->pipeline, TRUE);
  self->movement = crm_movement_new (paths->stages, paths->n_stages, (const CrmDealSnapshot *)self->before->data, self->before->len, (const CrmDealSnapshot *)self->after->data, self->after->len);
  if (read_deals (self, connection, error))
    return self;
  crm_movement_figures_free (self);
  return NULL;
}

void
crm_movement_figures_free (gpointer figures)
{
  CrmMovementFigures *self = figures;

  g_clear_pointer (&self->movement, crm_movement_free);
  g_clear_pointer (&self->before, g_array_unref);
  g_clear_pointer (&self->after, g_array_unref);
  g_clear_pointer (&self->deals, g_ptr_array_unref);
  g_free (self);
}

/* ── value ────────────────────────────────────────────────────────────────────────────────── */

/* What changes the value of the open deals, in the order in which it is told. */
static const CrmMovementKind value_kinds[] = {
  CRM_MOVEMENT_ADDED,
  CRM_MOVEMENT_GREW,
  CRM_MOVEMENT_REOPENED,
  CRM_MOVEMENT_SHRANK,
  CRM_MOVEMENT_WON,
  CRM_MOVEMENT_LOST,
  CRM_MOVEMENT_REMOVED,
};

CrmChartData *
crm_movement_figures_chart_value (const CrmMovementFigures *self, const CrmDealReading *reading)
{
  CrmChartData *data = crm_chart_data_new (CRM_CHART_WATERFALL, _ ("Value of the open deals"), NULL);
  g_autofree char *since = crm_date_format (self->since);
  g_autofree char *subtitle = g_strdup_printf (_ ("From %s until today"), since);
  guint series, category;

  crm_chart_data_set_unit (data, CRM_CHART_MONEY, reading->home);
  crm_chart_data_set_subtitle (data, subtitle);
  series = crm_chart_data_add_series (data, _ ("Value"), CRM_SERIES_BAR, CRM_SERIES_ACCENT);
  category = crm_chart_data_add_category (data, since, NULL);
  crm_chart_data_set_value (data, series, category, (double)self->movement->opening);
  crm_chart_data_set_total (data, category);
  for (guint i = 0; i < G_N_ELEMENTS (value_kinds); i++)
    if (self->movement->counts[value_kinds[i]] > 0)
      {
        category = crm_chart_data_add_category (data, crm_movement_kind_get_title (value_kinds[i]), NULL);
        crm_chart_data_set_value (data, series, category, (double)self->movement->values[value_kinds[i]]);
      }
  category = crm_chart_data_add_category (data, _ ("Today"), NULL);
  crm_chart_data_set_value (data, series, category, (double)self->movement->closing);
  crm_chart_data_set_total (data, category);
  return data;
}

CrmMovementKind
crm_movement_figures_get_kind (const CrmMovementFigures *self, guint category)
{
  for (guint i = 0; i < G_N_ELEMENTS (value_kinds); i++)
    if (self->movement->counts[value_kinds[i]] > 0 && --category == 0)
      return value_kinds[i];
  return CRM_N_MOVEMENTS;
}

/* ── matrix ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_deals (const CrmMovementFigures *self, guint32 stage)
{
  guint n = crm_movement_get_cell (self->movement, CRM_STAGE_NONE, stage) + crm_movement_get_cell (self->movement, stage, CRM_STAGE_NONE);

  for (guint32 i = 0; i < self->movement->n_stages; i++)
    n += crm_movement_get_cell (self->movement, stage, i) + crm_movement_get_cell (self->movement, i, stage);
  return n > 0;
}

/* The rows and columns: the pipeline's stages in their order, and last "not there". (element-type guint32) */
static GArray *
list_stages (const CrmMovementFigures *self, const CrmDealReading *reading)
{
  GArray *stages = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 none = CRM_STAGE_NONE;

  for (guint32 i = 0; i < reading->paths.n_stages; i++)
    if (reading->paths.stages[i].pipeline == self->pipeline && (!reading->paths.stages[i].removed || has_deals (self, i)))
      g_array_append_val (stages, i);
  g_array_append_val (stages, none);
  return stages;
}

static const char *
get_place_name (const CrmDealReading *reading, guint32 stage, gboolean before)
{
  if (stage != CRM_STAGE_NONE)
    return crm_deal_reading_get_stage_name (reading, stage);
  return before ? _ ("New") : _ ("Removed");
}

CrmChartData *
crm_movement_figures_chart_matrix (const CrmMovementFigures *self, const CrmDealReading *reading)
{
  CrmChartData *data = crm_chart_data_new (CRM_CHART_MATRIX, _ ("From stage to stage"), NULL);
  g_autoptr (GArray) stages = list_stages (self, reading);

  crm_chart_data_set_subtitle (data, _ ("Rows: where deals were; columns: where they are now"));
  for (guint i = 0; i < stages->len; i++)
    crm_chart_data_add_category (data, get_place_name (reading, g_array_index (stages, guint32, i), FALSE), NULL);
  for (guint i = 0; i < stages->len; i++)
    {
      guint32 from = g_array_index (stages, guint32, i);
      guint row = crm_chart_data_add_series (data, get_place_name (reading, from, TRUE), CRM_SERIES_BAR, CRM_SERIES_ACCENT);

      for (guint j = 0; j < stages->len; j++)
        {
          guint32 to = g_array_index (stages, guint32, j);
          guint n = from != CRM_STAGE_NONE || to != CRM_STAGE_NONE ? crm_movement_get_cell (self->movement, from, to) : 0;

          if (n > 0)
            crm_chart_data_set_value (data, row, j, n);
        }
    }
  return data;
}

/* ── the records behind ───────────────────────────────────────────────────────────────────── */

GArray *
crm_movement_figures_find_kind (const CrmMovementFigures *self, CrmMovementKind kind)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->movement->changes->len; i++)
    {
      const CrmMovementChange *change = &g_array_index (self->movement->changes, CrmMovementChange, i);

      if (kind == CRM_N_MOVEMENTS || (change->kinds & CRM_MOVEMENT_BIT (kind)) != 0)
        g_array_append_val (ids, change->deal);
    }
  return ids;
}

static guint32
find_stage (GArray *snapshots, gint64 deal)
{
  guint low = 0, high = snapshots->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (snapshots, CrmDealSnapshot, middle).deal < deal)
        low = middle + 1;
      else
        high = middle;
    }
  return low < snapshots->len && g_array_index (snapshots, CrmDealSnapshot, low).deal == deal ? g_array_index (snapshots, CrmDealSnapshot, low).stage : CRM_STAGE_NONE;
}

static void
add_cell (GArray *ids, GArray *side, GArray *other, guint32 here, guint32 there)
{
  for (guint i = 0; i < side->len; i++)
    {
      const CrmDealSnapshot *snapshot = &g_array_index (side, CrmDealSnapshot, i);

      if (snapshot->stage == here && find_stage (other, snapshot->deal) == there)
        g_array_append_val (ids, snapshot->deal);
    }
}

GArray *
crm_movement_figures_find_cell (const CrmMovementFigures *self, const CrmDealReading *reading, guint row, guint column)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) stages = list_stages (self, reading);
  guint32 from, to;

  if (row >= stages->len || column >= stages->len)
    return ids;
  from = g_array_index (stages, guint32, row);
  to = g_array_index (stages, guint32, column);
  if (from != CRM_STAGE_NONE)
    add_cell (ids, self->before, self->after, from, to);
  else
    add_cell (ids, self->after, self->before, to, from);
  return ids;
}

/* ── in words ─────────────────────────────────────────────────────────────────────────────── */

char *
crm_movement_figures_describe (const CrmMovementChange *change)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < CRM_N_MOVEMENTS; i++)
    if ((change->kinds & CRM_MOVEMENT_BIT (i)) != 0)
      /* Translators: between two changes of a deal: "Moved on, Pushed out". */
      g_string_append_printf (text, "%s%s", text->len > 0 ? C_ ("between changes", ", ") : "", crm_movement_kind_get_title ((CrmMovementKind)i));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

char *
crm_movement_figures_describe_stages (const CrmMovementFigures *self, const CrmDealReading *reading, const CrmMovementChange *change)
{
  guint32 from = change->before != CRM_MOVEMENT_ABSENT ? g_array_index (self->before, CrmDealSnapshot, change->before).stage : CRM_STAGE_NONE;
  guint32 to = change->after != CRM_MOVEMENT_ABSENT ? g_array_index (self->after, CrmDealSnapshot, change->after).stage : CRM_STAGE_NONE;

  if (from == to || from == CRM_STAGE_NONE)
    return g_strdup (get_place_name (reading, to, FALSE));
  return g_strdup_printf ("%s → %s", get_place_name (reading, from, TRUE), get_place_name (reading, to, FALSE));
}
