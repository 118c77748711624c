/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way through what a check finds: one record after the other, with the field that mends it. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/quality/crm-quality-walk.h"

#include "app/quality/crm-quality-records.h"
#include "app/widgets/crm-field-input.h"
#include "core/history/crm-record-scope.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

struct _CrmQualityWalk
{
  AdwDialog parent_instance;

  /* template */
  AdwWindowTitle *heading;
  GtkStack *places;
  GtkLabel *title;
  GtkLabel *line;
  AdwPreferencesGroup *group;
  GtkLabel *definition;
  GtkLabel *problem;
  AdwStatusPage *end;
  GtkWidget *done;
  GtkActionBar *bar;
  GtkWidget *save;

  /* owned */
  CrmPage *page;
  GArray *rowids;       /* of gint64 */
  CrmRecord *record;    /* nullable: the one shown */
  CrmFieldInput *input; /* nullable: no one field mends it */

  CrmQualityCheck check;
  guint position;
  guint n_mended;
};

G_DEFINE_FINAL_TYPE (CrmQualityWalk, crm_quality_walk, ADW_TYPE_DIALOG)

static CrmContext *
get_context (CrmQualityWalk *self)
{
  return crm_page_get_context (self->page);
}

/* A missing phone or email is a way to reach somebody that is to be added. */
static const char *
get_added_kind (CrmQualityCheck check)
{
  switch (check)
    {
    case CRM_QUALITY_NO_PHONE:
    case CRM_QUALITY_PERSON_UNREACHABLE:
      return "phone";
    case CRM_QUALITY_NO_EMAIL:
      return "email";
    default:
      return NULL;
    }
}

/* ── finding the next ─────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmQualityWalk *walk;
  gint64 now;
  GTimeZone *zone;
  char *calling_code;
  guint position; /* from where to look; then what was found, or the end */
  CrmRecord *record;
  char *whole;
  char *reference; /* what the faulty field refers to */
} Finding;

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  g_object_unref (finding->walk);
  g_time_zone_unref (finding->zone);
  g_free (finding->calling_code);
  g_clear_pointer (&finding->record, crm_record_unref);
  g_free (finding->whole);
  g_free (finding->reference);
  g_free (finding);
}

static void
read_reference (CrmConnection *connection, Finding *finding, const CrmQualityInfo *info)
{
  const CrmField *field = info->field >= 0 ? &finding->record->kind->fields[info->field] : NULL;
  const CrmId *id = field != NULL && field->type == CRM_TYPE_REFERENCE ? crm_record_get_id (finding->record, (guint)info->field) : NULL;
  g_autoptr (CrmRecord) other = id != NULL ? crm_connection_read_record (connection, crm_kind_get (field->refers), id, NULL) : NULL;

  finding->reference = other != NULL ? g_strdup (crm_record_get_title (other)) : NULL;
}

static gboolean
find_next (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Finding *finding = data;
  CrmQualityWalk *self = finding->walk;
  const CrmQualityInfo *info = crm_quality_get_info (self->check);
  const CrmQualityQuestion question = { finding->now, finding->zone, finding->calling_code, NULL, NULL };
  gboolean finds = FALSE;

  g_value_init (result, G_TYPE_BOOLEAN);
  for (; finding->position < self->rowids->len; finding->position++)
    {
      gint64 rowid = g_array_index (self->rowids, gint64, finding->position);

      if (!crm_quality_finds (connection, &question, self->check, rowid, &finds, error))
        return FALSE;
      if (finds)
        break;
    }
  if (!finds)
    return TRUE;
  finding->record = crm_connection_read_record_at (connection, crm_kind_get (info->kind), g_array_index (self->rowids, gint64, finding->position), error);
  if (finding->record == NULL)
    return FALSE;
  finding->whole = crm_record_scope_dup_whole (connection, finding->record);
  read_reference (connection, finding, info);
  return TRUE;
}

/* ── showing one ──────────────────────────────────────────────────────────────────────────── */

static void
on_entry_activated (CrmQualityWalk *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "walk.save", NULL);
}

/* One for all, so that the focus stays in it. */
static void
make_input (CrmQualityWalk *self)
{
  const CrmQualityInfo *info = crm_quality_get_info (self->check);
  const char *added = get_added_kind (self->check), *point = added != NULL ? added : self->check == CRM_QUALITY_BAD_EMAIL ? "email"
                                                                                                                          : "phone";
  const char *currency = crm_workspace_get_currency (crm_context_get_workspace (get_context (self)));
  const CrmKind *kind = added != NULL ? &crm_kind_contact_point : crm_kind_get (info->kind);
  GtkWidget *row;

  gtk_widget_set_visible (GTK_WIDGET (self->group), added != NULL || info->field >= 0);
  gtk_widget_set_visible (self->save, added != NULL || info->field >= 0);
  if (added == NULL && info->field < 0)
    return;
  self->input = crm_field_input_new (get_context (self), kind, added != NULL ? CRM_CONTACT_POINT_VALUE : (guint)info->field, currency);
  row = crm_field_input_get_row (self->input);
  if (kind == &crm_kind_contact_point)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_field_get_choice_label (&crm_kind_contact_point.fields[CRM_CONTACT_POINT_KIND], point));
  if (ADW_IS_ENTRY_ROW (row))
    g_signal_connect_object (row, "entry-activated", G_CALLBACK (on_entry_activated), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, row);
}

static void
fill_input (CrmQualityWalk *self, const Finding *finding)
{
  const CrmQualityInfo *info = crm_quality_get_info (self->check);
  CrmValue nothing = { 0 };

  if (self->input == NULL)
    return;
  crm_field_input_set_failed (self->input, FALSE);
  crm_field_input_set_value (self->input, get_added_kind (self->check) != NULL ? nothing : crm_value_copy (&self->record->values[info->field]), finding->reference);
  adw_dialog_set_focus (ADW_DIALOG (self), crm_field_input_get_row (self->input));
  gtk_widget_grab_focus (crm_field_input_get_row (self->input));
}

static void
show_end (CrmQualityWalk *self)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%'u was put right.", "%'u were put right.", self->n_mended), self->n_mended);

  adw_window_title_set_subtitle (self->heading, "");
  adw_status_page_set_description (self->end, text);
  gtk_action_bar_set_revealed (self->bar, FALSE);
  gtk_stack_set_visible_child_name (self->places, "end");
  gtk_widget_grab_focus (self->done);
}

static void
show_one (CrmQualityWalk *self, Finding *finding)
{
  const CrmQualityInfo *info = crm_quality_get_info (self->check);
  /* Translators: how far somebody has come: "3 of 41". */
  g_autofree char *place = g_strdup_printf (_ ("%1$'u of %2$'u"), finding->position + 1, self->rowids->len);
  const char *title = crm_record_get_title (finding->record);
  gboolean is_part = g_strcmp0 (title, finding->whole) != 0;

  g_clear_pointer (&self->record, crm_record_unref);
  self->record = g_steal_pointer (&finding->record);
  adw_window_title_set_subtitle (self->heading, place);
  gtk_label_set_label (self->title, is_part ? finding->whole : title);
  gtk_label_set_label (self->line, is_part ? title : _ (self->record->kind->label));
  gtk_label_set_label (self->definition, _ (info->definition));
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "walk.save", self->input != NULL);
  gtk_stack_set_visible_child_name (self->places, "one");
  fill_input (self, finding);
}

static DexFuture *
on_found (DexFuture *future, gpointer data)
{
  Finding *finding = data;
  CrmQualityWalk *self = finding->walk;
  g_autoptr (GError) error = NULL;

  if (self->places == NULL)
    return NULL;
  if (dex_future_get_value (future, &error) == NULL)
    {
      crm_page_fail (self->page, error);
      adw_dialog_close (ADW_DIALOG (self));
      return NULL;
    }
  self->position = finding->position;
  if (finding->record != NULL)
    show_one (self, finding);
  else
    show_end (self);
  return NULL;
}

static void
go_on_from (CrmQualityWalk *self, guint position)
{
  CrmClock *clock = crm_context_get_clock (get_context (self));
  Finding *finding = g_new0 (Finding, 1);

  finding->walk = g_object_ref (self);
  finding->now = crm_clock_now (clock);
  finding->zone = g_time_zone_ref (crm_clock_get_zone (clock));
  finding->calling_code = g_strdup (crm_workspace_get_calling_code (crm_context_get_workspace (get_context (self))));
  finding->position = position;
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (get_context (self)), NULL, find_next, finding, NULL), on_found, finding, finding_free));
}

/* ── doing something about it ─────────────────────────────────────────────────────────────── */

static void
tell_problem (CrmQualityWalk *self, const char *text)
{
  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static DexFuture *
on_saved (DexFuture *future, gpointer data)
{
  CrmQualityWalk *self = CRM_QUALITY_WALK (data);
  g_autoptr (GError) error = NULL;

  if (self->places == NULL)
    return NULL;
  if (dex_future_get_value (future, &error) == NULL)
    {
      tell_problem (self, error->message);
      return NULL;
    }
  self->n_mended++;
  go_on_from (self, self->position + 1);
  return NULL;
}

/* What would be found again is told before it is written. */
static const char *
find_problem (CrmQualityWalk *self, const CrmValue *value)
{
  const char *calling_code = crm_workspace_get_calling_code (crm_context_get_workspace (get_context (self)));

  switch (self->check)
    {
    case CRM_QUALITY_NO_PHONE:
    case CRM_QUALITY_PERSON_UNREACHABLE:
    case CRM_QUALITY_BAD_PHONE:
      return crm_quality_is_phone (value->text, calling_code) ? NULL : _ ("This cannot be a phone number.");
    case CRM_QUALITY_NO_EMAIL:
    case CRM_QUALITY_BAD_EMAIL:
      return crm_quality_is_email (value->text) ? NULL : _ ("This cannot be an email address.");
    case CRM_QUALITY_BAD_CREDIT_CODE:
      switch (crm_credit_code_check (value->text))
        {
        case CRM_CREDIT_CODE_LENGTH:
          return _ ("A unified social credit code has 18 characters.");
        case CRM_CREDIT_CODE_CHARACTER:
          return _ ("A unified social credit code has digits and capital letters, but no I, O, S, V and Z.");
        case CRM_CREDIT_CODE_CHECK:
          return _ ("The check character does not fit: one character was mistyped, or two were swapped.");
        case CRM_CREDIT_CODE_OK:
        default:
          return NULL;
        }
    default:
      return NULL;
    }
}

static CrmEdit *
make_edit (CrmQualityWalk *self, CrmValue value)
{
  const CrmQualityInfo *info = crm_quality_get_info (self->check);
  const char *added = get_added_kind (self->check), *label = added != NULL ? crm_field_get_choice_label (&crm_kind_contact_point.fields[CRM_CONTACT_POINT_KIND], added) : crm_field_get_label (&self->record->kind->fields[info->field]);
  /* Translators: the titles of edits; %s is a field or a way to reach somebody. */
  g_autofree char *title = g_strdup_printf (added != NULL ? _ ("Add %s") : _ ("Change %s"), label);
  CrmEdit *edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change;

  if (added == NULL)
    {
      crm_change_set (crm_edit_update (edit, self->record->kind, &self->record->id), (guint)info->field, value);
      return edit;
    }
  change = crm_edit_create (edit, &crm_kind_contact_point, NULL);
  crm_change_set_id (change, self->record->kind == &crm_kind_person ? CRM_CONTACT_POINT_PERSON : CRM_CONTACT_POINT_CUSTOMER, &self->record->id);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, added);
  crm_change_set (change, CRM_CONTACT_POINT_VALUE, value);
  return edit;
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmQualityWalk *self = CRM_QUALITY_WALK (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmEdit) edit = NULL;
  CrmValue value = { 0 };
  const char *problem;

  if (self->input == NULL || self->record == NULL)
    return;
  if (!crm_field_input_read (self->input, &value, &error))
    {
      tell_problem (self, error->message);
      return;
    }
  problem = value.type == CRM_VALUE_TEXT ? find_problem (self, &value) : NULL;
  if (problem != NULL)
    {
      tell_problem (self, problem);
      crm_field_input_set_failed (self->input, TRUE);
      crm_value_clear (&value);
      return;
    }
  /* Nothing was typed: that is as good as going on. */
  if (value.type == CRM_VALUE_NONE && get_added_kind (self->check) != NULL)
    {
      go_on_from (self, self->position + 1);
      return;
    }
  edit = make_edit (self, value);
  dex_future_disown (dex_future_finally (crm_store_apply (crm_context_get_store (get_context (self)), edit, NULL), on_saved, g_object_ref (self), g_object_unref));
}

static void
skip_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmQualityWalk *self = CRM_QUALITY_WALK (widget);

  if (self->record != NULL)
    go_on_from (self, self->position + 1);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmQualityWalk *self = CRM_QUALITY_WALK (widget);

  if (self->record == NULL)
    return;
  crm_quality_open (self->page, self->record);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
crm_quality_walk_dispose (GObject *object)
{
  CrmQualityWalk *self = CRM_QUALITY_WALK (object);

  g_clear_object (&self->input);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_QUALITY_WALK);
  g_clear_pointer (&self->record, crm_record_unref);
  g_clear_pointer (&self->rowids, g_array_unref);
  g_clear_object (&self->page);

  G_OBJECT_CLASS (crm_quality_walk_parent_class)->dispose (object);
}

static void
crm_quality_walk_class_init (CrmQualityWalkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_quality_walk_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/quality/crm-quality-walk.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmQualityWalk, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityWalk, places);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityWalk, title);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityWalk, line);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityWalk, group);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityWalk, definition);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityWalk, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityWalk, end);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityWalk, done);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityWalk, bar);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityWalk, save);
  gtk_widget_class_install_action (widget_class, "walk.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "walk.skip", NULL, skip_action);
  gtk_widget_class_install_action (widget_class, "walk.open", NULL, open_action);
}

static void
crm_quality_walk_init (CrmQualityWalk *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_quality_walk_present (CrmPage *page, CrmQualityCheck check, GArray *rowids)
{
  CrmQualityWalk *self;

  g_return_if_fail (CRM_IS_PAGE (page) && rowids != NULL);

  self = g_object_new (CRM_TYPE_QUALITY_WALK, NULL);
  self->page = g_object_ref (page);
  self->check = check;
  self->rowids = g_array_ref (rowids);
  adw_dialog_set_title (ADW_DIALOG (self), _ (crm_quality_get_info (check)->title));
  adw_window_title_set_title (self->heading, _ (crm_quality_get_info (check)->title));
  make_input (self);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (page));
  go_on_from (self, 0);
}
