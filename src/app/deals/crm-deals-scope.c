/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which deals the views of the Deals page are about. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-scope.h"

#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CrmDealsScope
{
  GObject parent_instance;

  CrmContext *context;
  GPtrArray *pipelines; /* NULL until read */
  GPtrArray *users;     /* of CrmRecord */
  CrmPageViews *saved;  /* borrowed */
  CrmFilter *filter;
  char *search;
  char *team;

  CrmId pipeline;
  CrmId owner;
  CrmDealsPeriod period;
  int fiscal_month;

  guint reading : 1;
  guint stale : 1;
};

enum
{
  CHANGED,
  PIPELINES,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmDealsScope, crm_deals_scope, G_TYPE_OBJECT)

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

/* What is read together: pipelines, then users. */
static gboolean
read_into (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) both = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  GPtrArray *pipelines = crm_pipelines_read (connection, error), *users;
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM user WHERE deleted = 0 ORDER BY name", crm_kind_get_columns (&crm_kind_user));
  sqlite3_stmt *statement;
  int step;

  if (pipelines == NULL)
    return FALSE;
  g_ptr_array_add (both, pipelines);
  users = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_ptr_array_add (both, users);
  statement = crm_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (users, crm_statement_read_record (statement, &crm_kind_user));
  if (step < 0)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&both));
  return TRUE;
}

static void read_pipelines (CrmDealsScope *self);

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  CrmDealsScope *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  self->reading = FALSE;
  if (value == NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
  else
    {
      GPtrArray *both = g_value_get_boxed (value);

      g_clear_pointer (&self->pipelines, g_ptr_array_unref);
      g_clear_pointer (&self->users, g_ptr_array_unref);
      self->pipelines = g_ptr_array_ref (both->pdata[0]);
      self->users = g_ptr_array_ref (both->pdata[1]);
      g_signal_emit (self, signals[PIPELINES], 0);
    }
  if (self->stale)
    read_pipelines (self);
  return NULL;
}

static void
read_pipelines (CrmDealsScope *self)
{
  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (self->context), NULL, read_into, NULL, NULL), on_read, g_object_ref (self), g_object_unref));
}

static int
get_fiscal_month (CrmDealsScope *self)
{
  return crm_workspace_get_office_time (crm_context_get_workspace (self->context))->fiscal_month;
}

static void
emit_changed (CrmDealsScope *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_workspace_changed (CrmDealsScope *self)
{
  int month = get_fiscal_month (self);

  if (month == self->fiscal_month)
    return;
  self->fiscal_month = month;
  emit_changed (self);
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmDealsScope *self)
{
  if (crm_change_set_has_kind (changes, CRM_KIND_PIPELINE) || crm_change_set_has_kind (changes, CRM_KIND_STAGE) || crm_change_set_has_kind (changes, CRM_KIND_USER))
    read_pipelines (self);
}

CrmDealsScope *
crm_deals_scope_new (CrmContext *context)
{
  CrmDealsScope *self = g_object_new (CRM_TYPE_DEALS_SCOPE, NULL);
  GSettings *settings = crm_context_get_settings (context);

  self->context = g_object_ref (context);
  if (settings != NULL)
    {
      g_autofree char *pipeline = g_settings_get_string (settings, "deals-pipeline");

      crm_id_parse (pipeline, &self->pipeline);
      self->period = (CrmDealsPeriod)g_settings_get_enum (settings, "deals-period");
    }
  g_signal_connect_object (crm_context_get_store (context), "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_DEFAULT);
  self->fiscal_month = get_fiscal_month (self);
  g_signal_connect_object (crm_context_get_workspace (context), "changed", G_CALLBACK (on_workspace_changed), self, G_CONNECT_SWAPPED);
  read_pipelines (self);
  return self;
}

CrmContext *
crm_deals_scope_get_context (CrmDealsScope *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_SCOPE (self), NULL);

  return self->context;
}

GPtrArray *
crm_deals_scope_get_pipelines (CrmDealsScope *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_SCOPE (self), NULL);

  return self->pipelines;
}

GPtrArray *
crm_deals_scope_get_users (CrmDealsScope *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_SCOPE (self), NULL);

  return self->users;
}

/* ── what is asked for ────────────────────────────────────────────────────────────────────── */

CrmPipeline *
crm_deals_scope_get_pipeline (CrmDealsScope *self)
{
  CrmPipeline *chosen;

  g_return_val_if_fail (CRM_IS_DEALS_SCOPE (self), NULL);

  if (self->pipelines == NULL || self->pipelines->len == 0)
    return NULL;
  chosen = crm_pipelines_find (self->pipelines, &self->pipeline);
  return chosen != NULL ? chosen : self->pipelines->pdata[0];
}

void
crm_deals_scope_set_pipeline (CrmDealsScope *self, const CrmId *id)
{
  GSettings *settings = crm_context_get_settings (self->context);
  char text[CRM_ID_STRING_LENGTH + 1];

  g_return_if_fail (CRM_IS_DEALS_SCOPE (self) && id != NULL);

  if (crm_id_equal (id, &self->pipeline))
    return;
  self->pipeline = *id;
  if (settings != NULL)
    g_settings_set_string (settings, "deals-pipeline", crm_id_format (id, text));
  emit_changed (self);
}

const CrmId *
crm_deals_scope_get_owner (CrmDealsScope *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_SCOPE (self), NULL);

  return crm_id_is_nil (&self->owner) ? NULL : &self->owner;
}

const char *
crm_deals_scope_get_team (CrmDealsScope *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_SCOPE (self), NULL);

  return self->team;
}

static void
set_people (CrmDealsScope *self, const CrmId *owner, const char *team)
{
  CrmId id = owner != NULL ? *owner : (CrmId){ 0 };
  gboolean same = crm_id_equal (&id, &self->owner);

  self->owner = id;
  if (g_set_str (&self->team, team) || !same)
    emit_changed (self);
}

void
crm_deals_scope_set_owner (CrmDealsScope *self, const CrmId *owner)
{
  g_return_if_fail (CRM_IS_DEALS_SCOPE (self));

  set_people (self, owner, NULL);
}

void
crm_deals_scope_set_team (CrmDealsScope *self, const char *team)
{
  g_return_if_fail (CRM_IS_DEALS_SCOPE (self));

  set_people (self, NULL, team);
}

CrmPageViews *
crm_deals_scope_get_saved (CrmDealsScope *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_SCOPE (self), NULL);

  return self->saved;
}

void
crm_deals_scope_set_saved (CrmDealsScope *self, CrmPageViews *saved)
{
  g_return_if_fail (CRM_IS_DEALS_SCOPE (self));

  if (self->saved != NULL)
    g_signal_handlers_disconnect_by_func (self->saved, emit_changed, self);
  self->saved = saved;
  if (saved != NULL)
    g_signal_connect_object (saved, "changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
}

gboolean
crm_deals_scope_has_view (CrmDealsScope *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_SCOPE (self), FALSE);

  return self->saved != NULL && crm_page_views_get_shown (self->saved) != NULL;
}

gboolean
crm_deals_scope_is_ready (CrmDealsScope *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_SCOPE (self), FALSE);

  return self->pipelines != NULL && (self->saved == NULL || !crm_page_views_is_waiting (self->saved));
}

void
crm_deals_scope_set_filter (CrmDealsScope *self, CrmFilter *filter)
{
  g_return_if_fail (CRM_IS_DEALS_SCOPE (self));

  g_clear_pointer (&self->filter, crm_filter_unref);
  self->filter = filter != NULL ? crm_filter_ref (filter) : NULL;
  emit_changed (self);
}

void
crm_deals_scope_set_search (CrmDealsScope *self, const char *search)
{
  g_return_if_fail (CRM_IS_DEALS_SCOPE (self));

  if (g_set_str (&self->search, search != NULL && *search != '\0' ? search : NULL))
    emit_changed (self);
}

const char *
crm_deals_scope_get_search (CrmDealsScope *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_SCOPE (self), NULL);

  return self->search;
}

/* ── the period ───────────────────────────────────────────────────────────────────────────── */

CrmDealsPeriod
crm_deals_scope_get_period (CrmDealsScope *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_SCOPE (self), CRM_DEALS_THIS_QUARTER);

  return self->period;
}

void
crm_deals_scope_set_period (CrmDealsScope *self, CrmDealsPeriod period)
{
  GSettings *settings = crm_context_get_settings (self->context);

  g_return_if_fail (CRM_IS_DEALS_SCOPE (self) && period < CRM_DEALS_N_PERIODS);

  if (period == self->period)
    return;
  self->period = period;
  if (settings != NULL)
    g_settings_set_enum (settings, "deals-period", (int)period);
  emit_changed (self);
}

/* Midnight of the first day of the month that lies @months after January of the year 0. */
static gint64
get_month_start (int months, GTimeZone *zone)
{
  g_autoptr (GDateTime) start = g_date_time_new (zone, months / 12, months % 12 + 1, 1, 0, 0, 0);

  return start != NULL ? g_date_time_to_unix_usec (start) : 0;
}

void
crm_deals_scope_get_span (CrmDealsScope *self, CrmPeriod *span, CrmPeriod *before)
{
  static const struct
  {
    int length; /* in months */
    int back;   /* how many lengths before the present one */
  } spans[CRM_DEALS_N_PERIODS] = {
    [CRM_DEALS_THIS_MONTH] = { 1, 0 },
    [CRM_DEALS_LAST_MONTH] = { 1, 1 },
    [CRM_DEALS_THIS_QUARTER] = { 3, 0 },
    [CRM_DEALS_LAST_QUARTER] = { 3, 1 },
    [CRM_DEALS_THIS_YEAR] = { 12, 0 },
    [CRM_DEALS_LAST_YEAR] = { 12, 1 },
    [CRM_DEALS_LAST_12_MONTHS] = { 12, 0 },
  };
  CrmClock *clock = crm_context_get_clock (self->context);
  GTimeZone *zone = crm_clock_get_zone (clock);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (crm_clock_now (clock));
  g_autoptr (GDateTime) now = g_date_time_to_timezone (utc, zone);
  int offset = get_fiscal_month (self) - 1;
  int month = g_date_time_get_year (now) * 12 + g_date_time_get_month (now) - 1, length = spans[self->period].length;
  int first = self->period == CRM_DEALS_LAST_12_MONTHS ? month - 11 : month - (month - offset) % length - length * spans[self->period].back;

  *span = (CrmPeriod){ get_month_start (first, zone), get_month_start (first + length, zone) };
  if (before != NULL)
    *before = (CrmPeriod){ get_month_start (first - length, zone), span->from };
}

static char *
format_month (gint64 time, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, C_ ("month with its year", "%B %Y"));
}

char *
crm_deals_scope_describe_span (CrmDealsScope *self)
{
  GTimeZone *zone;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  CrmPeriod span;

  g_return_val_if_fail (CRM_IS_DEALS_SCOPE (self), NULL);

  zone = crm_clock_get_zone (crm_context_get_clock (self->context));
  crm_deals_scope_get_span (self, &span, NULL);
  first = format_month (span.from, zone);
  last = format_month (span.until - 1, zone);
  /* Translators: from the first month to the last: "April 2026 – March 2027". */
  return g_str_equal (first, last) ? g_steal_pointer (&first) : g_strdup_printf (_ ("%1$s – %2$s"), first, last);
}

const char *
crm_deals_period_get_title (CrmDealsPeriod period)
{
  static const char *const titles[CRM_DEALS_N_PERIODS] = {
    [CRM_DEALS_THIS_MONTH] = N_ ("This month"),
    [CRM_DEALS_LAST_MONTH] = N_ ("Last month"),
    [CRM_DEALS_THIS_QUARTER] = N_ ("This quarter"),
    [CRM_DEALS_LAST_QUARTER] = N_ ("Last quarter"),
    [CRM_DEALS_THIS_YEAR] = N_ ("This year"),
    [CRM_DEALS_LAST_YEAR] = N_ ("Last year"),
    [CRM_DEALS_LAST_12_MONTHS] = N_ ("Last 12 months"),
  };

  return _ (titles[period]);
}

/* ── as a filter ──────────────────────────────────────────────────────────────────────────── */

static void
add_reference (CrmFilter *filter, guint field, const CrmId *id)
{
  CrmValue value = crm_value_id (id);

  crm_filter_add (filter, crm_filter_new (field, CRM_OPERATOR_EQUAL, &value));
}

/* The deals of all whose team it is. */
static CrmFilter *
new_team_filter (CrmDealsScope *self)
{
  CrmFilter *any = crm_filter_new_or ();

  for (guint i = 0; self->users != NULL && i < self->users->len; i++)
    {
      const CrmRecord *user = self->users->pdata[i];

      if (g_strcmp0 (crm_record_get_text (user, CRM_USER_TEAM), self->team) == 0)
        add_reference (any, CRM_DEAL_OWNER, &user->id);
    }
  return any;
}

CrmFilter *
crm_deals_scope_dup_filter_of_all (CrmDealsScope *self)
{
  CrmFilter *all = crm_filter_new_and ();

  g_return_val_if_fail (CRM_IS_DEALS_SCOPE (self), all);

  crm_filter_add (all, crm_filter_new (CRM_DEAL_CUSTOMER_DELETED, CRM_OPERATOR_EMPTY, NULL));
  if (!crm_id_is_nil (&self->owner))
    add_reference (all, CRM_DEAL_OWNER, &self->owner);
  if (self->team != NULL)
    crm_filter_add (all, new_team_filter (self));
  if (crm_deals_scope_has_view (self))
    crm_filter_add (all, crm_page_views_dup_filter (self->saved));
  if (self->filter != NULL)
    crm_filter_add (all, crm_filter_ref (self->filter));
  return all;
}

CrmFilter *
crm_deals_scope_dup_filter (CrmDealsScope *self)
{
  CrmFilter *all = crm_deals_scope_dup_filter_of_all (self);
  CrmPipeline *pipeline = crm_deals_scope_get_pipeline (self);

  if (pipeline != NULL)
    add_reference (all, CRM_DEAL_PIPELINE, &pipeline->record->id);
  return all;
}

CrmFilter *
crm_deals_scope_dup_conditions (CrmDealsScope *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_SCOPE (self), NULL);

  if (crm_id_is_nil (&self->owner) && self->team == NULL && self->filter == NULL && !crm_deals_scope_has_view (self))
    return NULL;
  return crm_deals_scope_dup_filter_of_all (self);
}

gboolean
crm_deals_scope_is_narrowed (CrmDealsScope *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_SCOPE (self), FALSE);

  return self->search != NULL || self->team != NULL || self->filter != NULL || crm_deals_scope_has_view (self) || !crm_id_is_nil (&self->owner);
}

static const char *
get_owner_name (CrmDealsScope *self)
{
  for (guint i = 0; self->users != NULL && i < self->users->len; i++)
    if (crm_id_equal (&((CrmRecord *)self->users->pdata[i])->id, &self->owner))
      return crm_record_get_title (self->users->pdata[i]);
  return NULL;
}

char *
crm_deals_scope_describe (CrmDealsScope *self, gboolean with_period)
{
  CrmPipeline *pipeline = crm_deals_scope_get_pipeline (self);
  g_autofree char *span = with_period && get_fiscal_month (self) != 1 ? crm_deals_scope_describe_span (self) : NULL;
  g_autofree char *asked = self->saved != NULL ? crm_page_views_describe (self->saved) : NULL;
  g_autofree char *typed = self->search != NULL ? g_strdup_printf (_ ("Search: %s"), self->search) : NULL;
  const char *parts[8] = { NULL };
  guint n = 0;

  if (pipeline != NULL)
    parts[n++] = crm_record_get_title (pipeline->record);
  if (!crm_id_is_nil (&self->owner) && get_owner_name (self) != NULL)
    parts[n++] = get_owner_name (self);
  if (self->team != NULL)
    parts[n++] = self->team;
  if (with_period)
    parts[n++] = crm_deals_period_get_title (self->period);
  if (span != NULL)
    parts[n++] = span;
  if (asked != NULL && *asked != '\0')
    parts[n++] = asked;
  if (typed != NULL)
    parts[n++] = typed;
  return g_strjoinv (" · ", (char **)parts);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_deals_scope_finalize (GObject *object)
{
  CrmDealsScope *self = CRM_DEALS_SCOPE (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->pipelines, g_ptr_array_unref);
  g_clear_pointer (&self->users, g_ptr_array_unref);
  g_clear_pointer (&self->filter, crm_filter_unref);
  g_free (self->search);
  g_free (self->team);

  G_OBJECT_CLASS (crm_deals_scope_parent_class)->finalize (object);
}

static void
crm_deals_scope_class_init (CrmDealsScopeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_deals_scope_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PIPELINES] = g_signal_new ("pipelines", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
crm_deals_scope_init (CrmDealsScope *self)
{
  self->period = CRM_DEALS_THIS_QUARTER;
}
