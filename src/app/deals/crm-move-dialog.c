/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the fields that must be filled before deals come to a stage. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-move-dialog.h"

#include "app/widgets/crm-dialog-saving.h"
#include "app/widgets/crm-record-picker.h"
#include "core/base/crm-error.h"
#include "core/record/crm-value-format.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

/* A field that is asked for. */
typedef struct
{
  guint field;
  GtkWidget *row; /* borrowed */
  CrmId picked;   /* of a reference */
} Asked;

struct _CrmMoveDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwWindowTitle *window_title;
  GtkLabel *explanation;
  GtkListBox *fields;
  GtkLabel *problem;

  /* owned */
  CrmContext *context;
  GPtrArray *users;
  GPtrArray *asked; /* of Asked */
  DexPromise *answer;
};

G_DEFINE_FINAL_TYPE (CrmMoveDialog, crm_move_dialog, ADW_TYPE_DIALOG)

static const CrmField *
get_field (const Asked *asked)
{
  return &crm_kind_deal.fields[asked->field];
}

static void
set_problem (CrmMoveDialog *self, const char *message)
{
  crm_dialog_tell_problem (ADW_DIALOG (self), self->problem, message);
}

/* ── what was entered ─────────────────────────────────────────────────────────────────────── */

static gboolean
read_typed (CrmMoveDialog *self, const Asked *asked, CrmValue *value, GError **error)
{
  CrmClock *clock = crm_context_get_clock (self->context);
  CrmValueStyle style = { .currency = crm_workspace_get_currency (crm_context_get_workspace (self->context)), .zone = crm_clock_get_zone (clock) };

  return crm_value_parse (gtk_editable_get_text (GTK_EDITABLE (asked->row)), get_field (asked), &style, crm_clock_now (clock), value, error);
}

/* The first line of a choice is none. */
static void
read_chosen (CrmMoveDialog *self, const Asked *asked, CrmValue *value)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (asked->row));

  *value = (CrmValue){ 0 };
  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (get_field (asked)->type == CRM_TYPE_CHOICE)
    *value = crm_value_text (get_field (asked)->choices[selected - 1].name);
  else if (selected - 1 < self->users->len)
    *value = crm_value_id (&((CrmRecord *)self->users->pdata[selected - 1])->id);
}

static gboolean
read_value (CrmMoveDialog *self, const Asked *asked, CrmValue *value, GError **error)
{
  *value = (CrmValue){ 0 };
  if (ADW_IS_COMBO_ROW (asked->row))
    read_chosen (self, asked, value);
  else if (ADW_IS_ENTRY_ROW (asked->row))
    {
      if (!read_typed (self, asked, value, error))
        return FALSE;
    }
  else if (!crm_id_is_nil (&asked->picked))
    *value = crm_value_id (&asked->picked);
  if (value->type != CRM_VALUE_NONE)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” must be filled in."), crm_field_get_label (get_field (asked)));
  return FALSE;
}

static void
on_save (CrmMoveDialog *self)
{
  g_autoptr (GArray) fills = crm_assignments_new ();
  g_auto (GValue) answer = G_VALUE_INIT;

  g_assert (CRM_IS_MOVE_DIALOG (self));

  for (guint i = 0; i < self->asked->len; i++)
    {
      const Asked *asked = self->asked->pdata[i];
      g_autoptr (GError) error = NULL;
      CrmValue value;

      if (!read_value (self, asked, &value, &error))
        {
          set_problem (self, error->message);
          gtk_widget_grab_focus (asked->row);
          return;
        }
      crm_assignments_add (fills, asked->field, value);
    }
  if (self->answer == NULL)
    return;
  g_value_init (&answer, G_TYPE_ARRAY);
  g_value_set_boxed (&answer, fills);
  dex_promise_resolve (self->answer, &answer);
  dex_clear (&self->answer);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_cancel (CrmMoveDialog *self)
{
  g_assert (CRM_IS_MOVE_DIALOG (self));

  adw_dialog_close (ADW_DIALOG (self));
}

/* ── rows ─────────────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
make_combo (CrmMoveDialog *self, const CrmField *field)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  gtk_string_list_append (titles, C_ ("nothing chosen", "None"));
  for (guint i = 0; field->type == CRM_TYPE_CHOICE && field->choices[i].name != NULL; i++)
    gtk_string_list_append (titles, crm_field_get_choice_label (field, field->choices[i].name));
  for (guint i = 0; field->type == CRM_TYPE_REFERENCE && i < self->users->len; i++)
    gtk_string_list_append (titles, crm_record_get_title (self->users->pdata[i]));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (titles));
  return row;
}

static void
on_picked (Asked *asked, const CrmId *id, const char *name)
{
  asked->picked = *id;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (asked->row), name);
}

static GtkWidget *
make_picker (CrmMoveDialog *self, Asked *asked)
{
  GtkWidget *row = adw_action_row_new (), *button = gtk_menu_button_new ();
  GtkWidget *picker = crm_record_picker_new (self->context, crm_kind_get (get_field (asked)->refers));

  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Choose…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), picker);
  g_signal_connect_data (picker, "picked", G_CALLBACK (on_picked), asked, NULL, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

static GtkWidget *
make_row (CrmMoveDialog *self, Asked *asked)
{
  const CrmField *field = get_field (asked);
  GtkWidget *row;

  if (field->type == CRM_TYPE_CHOICE || (field->type == CRM_TYPE_REFERENCE && field->refers == CRM_KIND_USER))
    row = make_combo (self, field);
  else if (field->type == CRM_TYPE_REFERENCE)
    row = make_picker (self, asked);
  else
    {
      row = adw_entry_row_new ();
      g_signal_connect_object (row, "entry-activated", G_CALLBACK (on_save), self, G_CONNECT_SWAPPED);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_field_get_label (field));
  return row;
}

static void
add_rows (CrmMoveDialog *self, guint64 missing)
{
  for (guint field = 0; field < CRM_DEAL_N_FIELDS; field++)
    if ((missing >> field & 1) != 0)
      {
        Asked *asked = g_new0 (Asked, 1);

        asked->field = field;
        asked->row = make_row (self, asked);
        g_ptr_array_add (self->asked, asked);
        gtk_list_box_append (self->fields, asked->row);
      }
  if (self->asked->len > 0)
    adw_dialog_set_focus (ADW_DIALOG (self), ((Asked *)self->asked->pdata[0])->row);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_move_dialog_closed (AdwDialog *dialog)
{
  CrmMoveDialog *self = CRM_MOVE_DIALOG (dialog);

  if (self->answer != NULL)
    dex_promise_reject (self->answer, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed"));
  dex_clear (&self->answer);
}

static void
crm_move_dialog_dispose (GObject *object)
{
  CrmMoveDialog *self = CRM_MOVE_DIALOG (object);

  crm_move_dialog_closed (ADW_DIALOG (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_MOVE_DIALOG);
  g_clear_object (&self->context);
  g_clear_pointer (&self->users, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_move_dialog_parent_class)->dispose (object);
}

static void
crm_move_dialog_class_init (CrmMoveDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_move_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = crm_move_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/deals/crm-move-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmMoveDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, CrmMoveDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, CrmMoveDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, CrmMoveDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
crm_move_dialog_init (CrmMoveDialog *self)
{
  self->asked = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
explain (CrmMoveDialog *self, CrmDealMovePlan *plan)
{
  /* Translators: %s is a stage. */
  g_autofree char *title = g_strdup_printf (_ ("To “%s”"), crm_record_get_title (plan->stage));
  g_autofree char *subject = NULL;

  if (plan->deals->len == 1)
    subject = g_strdup (crm_record_get_title (plan->first));
  else
    subject = g_strdup_printf (ngettext ("%'u deal", "%'u deals", plan->deals->len), plan->deals->len);
  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, subject);
  gtk_label_set_label (self->explanation, plan->deals->len == 1 ? _ ("This stage wants to know:") : _ ("This stage wants to know, of the deals that do not say it yet:"));
}

DexFuture *
crm_move_dialog_ask (GtkWidget *parent, CrmContext *context, GPtrArray *users, CrmDealMovePlan *plan, guint64 missing)
{
  CrmMoveDialog *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && plan != NULL && missing != 0, NULL);

  self = g_object_new (CRM_TYPE_MOVE_DIALOG, NULL);
  self->context = g_object_ref (context);
  self->users = users != NULL ? g_ptr_array_ref (users) : g_ptr_array_new ();
  explain (self, plan);
  add_rows (self, missing);
  self->answer = dex_promise_new ();
  adw_dialog_present (ADW_DIALOG (self), parent);
  return DEX_FUTURE (dex_ref (self->answer));
}
