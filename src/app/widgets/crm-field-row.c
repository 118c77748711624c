/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field of a record, shown as a row and edited in place. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-field-row.h"

#include "app/crm-page.h"
#include "app/widgets/crm-choice-picker.h"
#include "app/widgets/crm-field-history.h"
#include "app/widgets/crm-menu-popup.h"
#include "app/widgets/crm-record-picker.h"
#include "app/widgets/crm-text-direction.h"
#include "app/widgets/crm-typed-value.h"
#include "core/base/crm-date.h"
#include "core/record/crm-value-format.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

/* Of what was written before, this much is offered. */
#define OFFERS_MAX 8

struct _CrmFieldRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkBox *box;
  GtkLabel *caption;
  GtkLabel *value;
  GtkLabel *problem;
  GtkWidget *open;

  /* while editing, owned by the widget tree */
  GtkWidget *editor;
  GtkEntry *entry;        /* within editor, or NULL */
  GtkTextView *text_view; /* within editor, or NULL */
  AdwWrapBox *offers;     /* within editor, or NULL */

  /* owned */
  CrmContext *context;
  CrmCustomField *custom; /* NULL for a field of the schema */
  CrmRecord *record;
  char *name;
  char *currency;
  char *read_only_reason; /* NULL while it may be edited */
  GStrv used;             /* what was written in such a field before; NULL until it was read */

  CrmReadFunc read_used;
  gpointer read_used_data;
  const CrmKind *kind;
  guint field;
  CrmId customer; /* whose custom value */
  CrmId place;    /* the customer on whose page a reference is looked at; nil for none */
  gboolean own_words;
  gboolean composing;
  gboolean saving;
};

enum
{
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmFieldRow, crm_field_row, GTK_TYPE_LIST_BOX_ROW)

static const CrmField *
get_field (CrmFieldRow *self)
{
  return self->custom != NULL ? &self->custom->field : &self->kind->fields[self->field];
}

static const CrmValue *
get_value (CrmFieldRow *self)
{
  static const CrmValue nothing = { CRM_VALUE_NONE };

  if (self->custom != NULL)
    return crm_custom_field_get_value (self->custom, self->record);
  return self->record != NULL ? &self->record->values[self->field] : &nothing;
}

/* Before it has been told whose field it is, there is nothing to edit. A custom field may have no record yet. */
static gboolean
is_ready (CrmFieldRow *self)
{
  return self->custom != NULL ? !crm_id_is_nil (&self->customer) : self->record != NULL;
}

static CrmValueStyle
get_style (CrmFieldRow *self)
{
  return (CrmValueStyle){ .currency = self->currency, .zone = crm_clock_get_zone (crm_context_get_clock (self->context)) };
}

static char *
dup_shown (CrmFieldRow *self, const CrmValue *value)
{
  CrmValueStyle style = get_style (self);

  return value->type == CRM_VALUE_ID ? g_strdup (self->name) : crm_value_format (value, get_field (self), &style);
}

static void
show (CrmFieldRow *self, const char *text)
{
  gboolean empty = text == NULL || *text == '\0';
  const char *caption = crm_field_get_label (get_field (self));
  /* Translators: a field and its value: "City: 洛阳". */
  g_autofree char *name = empty ? g_strdup (caption) : g_strdup_printf (_ ("%1$s: %2$s"), caption, text);
  g_autofree char *shown = crm_text_direction_dup_shown (GTK_WIDGET (self), empty ? "–" : text);

  gtk_label_set_label (self->value, shown);
  if (empty)
    gtk_widget_add_css_class (GTK_WIDGET (self->value), "dimmed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->value), "dimmed");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* What a value refers to is a click away. */
static void
show_open (CrmFieldRow *self, const char *text)
{
  gboolean can_open = !crm_id_is_nil (&self->place) && get_value (self)->type == CRM_VALUE_ID;
  /* Translators: opens what a field refers to: "Open Harbour Office". */
  g_autofree char *label = can_open ? g_strdup_printf (_ ("Open %s"), text != NULL ? text : "") : NULL;

  gtk_widget_set_visible (self->open, can_open);
  gtk_widget_set_tooltip_text (self->open, label);
  if (label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->open), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_record (CrmFieldRow *self)
{
  g_autofree char *text = dup_shown (self, get_value (self));

  show (self, text);
  show_open (self, text);
}

static void
set_problem (CrmFieldRow *self, const char *message)
{
  gtk_label_set_label (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  if (message != NULL && self->entry != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
    }
  if (message != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* Nothing is wrong; it goes again with the focus. */
static void
tell_why_not (CrmFieldRow *self)
{
  set_problem (self, self->read_only_reason);
  gtk_widget_remove_css_class (GTK_WIDGET (self->problem), "error");
}

static void
on_row_left (CrmFieldRow *self)
{
  if (!crm_field_row_is_editing (self))
    set_problem (self, NULL);
}

static void
end_editing (CrmFieldRow *self, gboolean take_focus)
{
  if (!crm_field_row_is_editing (self))
    return;
  self->entry = NULL;
  self->text_view = NULL;
  self->offers = NULL;
  if (take_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_box_remove (self->box, g_steal_pointer (&self->editor));
  gtk_widget_set_visible (GTK_WIDGET (self->value), TRUE);
  set_problem (self, NULL);
  g_signal_emit (self, signals[ENDED], 0);
}

/* ── saving ───────────────────────────────────────────────────────────────────────────────── */

static DexFuture *
on_saved (DexFuture *future, gpointer data)
{
  CrmFieldRow *self = CRM_FIELD_ROW (data);
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (dex_future_get_value (future, &error) == NULL)
    set_problem (self, error->message);
  else
    end_editing (self, gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL);
  return NULL;
}

/* Takes the value. */
static void
save (CrmFieldRow *self, CrmValue value)
{
  g_autofree char *title = g_strdup_printf (_ ("Change %s"), crm_field_get_label (get_field (self)));
  g_autoptr (CrmEdit) edit = NULL;

  if (self->saving || !is_ready (self) || crm_value_equal (&value, get_value (self)))
    {
      crm_value_clear (&value);
      if (!self->saving)
        end_editing (self, gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL);
      return;
    }
  self->saving = TRUE;
  edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);
  if (self->custom != NULL)
    crm_custom_field_set_value (self->custom, edit, &self->customer, self->record, value);
  else
    crm_change_set (crm_edit_update (edit, self->kind, &self->record->id), self->field, value);
  dex_future_disown (dex_future_finally (crm_store_apply (crm_context_get_store (self->context), edit, NULL), on_saved, g_object_ref (self), g_object_unref));
}

static char *
dup_typed (CrmFieldRow *self)
{
  GtkTextBuffer *buffer = self->text_view != NULL ? gtk_text_view_get_buffer (self->text_view) : NULL;
  GtkTextIter start, end;

  if (buffer == NULL)
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
save_typed (CrmFieldRow *self)
{
  g_autofree char *text = dup_typed (self);
  CrmValueStyle style = get_style (self);
  g_autoptr (GError) error = NULL;
  CrmValue value;

  if (self->own_words)
    save (self, crm_field_find_choice (get_field (self), text) != NULL ? crm_value_text (crm_field_find_choice (get_field (self), text)) : crm_value_text (text));
  else if (crm_typed_value_parse (text, get_field (self), &style, crm_context_get_clock (self->context), &value, &error))
    save (self, value);
  else
    set_problem (self, error->message);
}

static void
on_entry_activate (CrmFieldRow *self)
{
  g_assert (CRM_IS_FIELD_ROW (self));

  save_typed (self);
}

static void
on_preedit_changed (CrmFieldRow *self, const char *preedit)
{
  g_assert (CRM_IS_FIELD_ROW (self));

  self->composing = preedit != NULL && *preedit != '\0';
}

/* Enter that ends a composition belongs to the input method. */
static gboolean
on_text_key (CrmFieldRow *self, guint key, guint code, GdkModifierType state)
{
  g_assert (CRM_IS_FIELD_ROW (self));

  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || (state & GDK_SHIFT_MASK) != 0 || self->composing)
    return GDK_EVENT_PROPAGATE;
  save_typed (self);
  return GDK_EVENT_STOP;
}

static gboolean
on_escape (CrmFieldRow *self, guint key, guint code, GdkModifierType state)
{
  g_assert (CRM_IS_FIELD_ROW (self));

  if (key != GDK_KEY_Escape || !crm_field_row_is_editing (self))
    return GDK_EVENT_PROPAGATE;
  end_editing (self, TRUE);
  show_record (self);
  return GDK_EVENT_STOP;
}

/* What was typed is kept also by who goes elsewhere. */
static gboolean
can_save_typed (CrmFieldRow *self)
{
  return crm_field_row_is_editing (self) && !self->saving && gtk_widget_get_mapped (GTK_WIDGET (self));
}

static gboolean
save_in_idle (gpointer data)
{
  if (can_save_typed (data))
    save_typed (data);
  return G_SOURCE_REMOVE;
}

/* What is saved takes the editor away, and GTK is still on its way through those that the focus left. */
static void
on_focus_left (CrmFieldRow *self)
{
  g_assert (CRM_IS_FIELD_ROW (self));

  if (can_save_typed (self))
    g_idle_add_full (G_PRIORITY_DEFAULT, save_in_idle, g_object_ref (self), g_object_unref);
}

/* ── suggestions ──────────────────────────────────────────────────────────────────────────── */

static char *
dup_last_line (const char *text)
{
  const char *line = strrchr (text, '\n');

  return g_strstrip (g_strdup (line != NULL ? line + 1 : text));
}

static void
take_offer (CrmFieldRow *self, GtkButton *button)
{
  const char *offer = gtk_button_get_label (button);
  g_autoptr (GString) text = NULL;

  g_assert (CRM_IS_FIELD_ROW (self));

  if (self->text_view == NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), offer);
      save_typed (self);
      return;
    }
  text = g_string_new_take (dup_typed (self));
  /* The line that was begun is what was looked for. */
  g_string_truncate (text, strrchr (text->str, '\n') != NULL ? (gsize)(strrchr (text->str, '\n') - text->str) + 1 : 0);
  g_string_append_printf (text, "%s\n", offer);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view), text->str, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static gboolean
is_offered (CrmFieldRow *self, const char *used, const char *typed, char **lines)
{
  g_autofree char *fold = g_utf8_casefold (used, -1), *part = g_utf8_casefold (typed, -1);

  return strstr (fold, part) != NULL && !g_strv_contains ((const char *const *)lines, used);
}

static void
show_offers (CrmFieldRow *self)
{
  g_autofree char *text = self->offers != NULL ? dup_typed (self) : NULL;
  g_autofree char *typed = text != NULL ? dup_last_line (text) : NULL;
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  GtkWidget *child;
  guint n = 0;

  if (self->offers == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->offers))) != NULL)
    adw_wrap_box_remove (self->offers, child);
  for (guint i = 0; self->used != NULL && self->used[i] != NULL && n < OFFERS_MAX; i++)
    {
      GtkWidget *button;

      if (!is_offered (self, self->used[i], typed, lines))
        continue;
      button = gtk_button_new_with_label (self->used[i]);
      gtk_widget_add_css_class (button, "chip-button");
      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
      g_signal_connect_object (button, "clicked", G_CALLBACK (take_offer), self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->offers, button);
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->offers), n > 0);
}

static DexFuture *
on_used_read (DexFuture *future, gpointer data)
{
  CrmFieldRow *self = CRM_FIELD_ROW (data);
  const GValue *value = dex_future_get_value (future, NULL);

  if (value == NULL || self->context == NULL)
    return NULL;
  g_strfreev (self->used);
  self->used = g_value_dup_boxed (value);
  show_offers (self);
  return NULL;
}

/* The editor, with a place below it where a field has suggestions. */
static GtkWidget *
add_offers (CrmFieldRow *self, GtkWidget *editor)
{
  GtkWidget *box;
  gpointer source;

  if (self->read_used == NULL)
    return editor;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->offers = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->offers, 6);
  adw_wrap_box_set_line_spacing (self->offers, 6);
  gtk_widget_set_visible (GTK_WIDGET (self->offers), FALSE);
  gtk_box_append (GTK_BOX (box), editor);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->offers));
  source = self->entry != NULL ? (gpointer)self->entry : (gpointer)gtk_text_view_get_buffer (self->text_view);
  g_signal_connect_object (source, "changed", G_CALLBACK (show_offers), self, G_CONNECT_SWAPPED);
  dex_future_disown (dex_future_then (crm_store_read (crm_context_get_store (self->context), NULL, self->read_used, self->read_used_data, NULL), on_used_read,
                                      g_object_ref (self), g_object_unref));
  return box;
}

/* ── ways to choose ───────────────────────────────────────────────────────────────────────── */

static void
on_day_selected (CrmFieldRow *self, GtkCalendar *calendar)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  g_autofree char *text = crm_date_format (crm_date_make (g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day)));

  g_assert (CRM_IS_FIELD_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (calendar), GTK_TYPE_POPOVER)));
  save_typed (self);
}

/* Not under the value's label: of that, GTK 4.24 shows assistive technology nothing but links. */
static void
popup (CrmFieldRow *self, GtkPopover *popover)
{
  crm_popover_popup (GTK_WIDGET (self->box), popover, NULL);
}

static void
on_icon_press (CrmFieldRow *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = gtk_calendar_new ();
  const CrmValue *value = get_value (self);

  g_assert (CRM_IS_FIELD_ROW (self));

  if (value->type == CRM_VALUE_INTEGER && crm_date_get_year ((CrmDate)value->integer) > 0)
    {
      g_autoptr (GDateTime) day = g_date_time_new_local (crm_date_get_year ((CrmDate)value->integer), crm_date_get_month ((CrmDate)value->integer),
                                                         crm_date_get_day ((CrmDate)value->integer), 12, 0, 0);

      gtk_calendar_select_day (GTK_CALENDAR (calendar), day);
    }
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (on_day_selected), self, G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  popup (self, GTK_POPOVER (popover));
}

static GMenuModel *
make_choices_menu (CrmFieldRow *self)
{
  GMenu *menu = g_menu_new ();
  const CrmField *field = get_field (self);
  static const CrmChoice truths[] = { { "1", N_ ("Yes") }, { "0", N_ ("No") }, { NULL } };

  for (const CrmChoice *choice = field->type == CRM_TYPE_BOOLEAN ? truths : field->choices; choice->name != NULL; choice++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (field->type == CRM_TYPE_BOOLEAN ? g_dpgettext2 (GETTEXT_PACKAGE, "value", choice->label)
                                                                                    : crm_field_get_choice_label (field, choice->name),
                                                    NULL);

      g_menu_item_set_action_and_target (item, "field.choose", "s", choice->name);
      g_menu_append_item (menu, item);
    }
  if (self->own_words)
    g_menu_append (menu, _ ("In Other Words…"), "field.type");
  if (get_value (self)->type != CRM_VALUE_NONE && (field->flags & CRM_FIELD_REQUIRED) == 0)
    {
      g_autoptr (GMenu) section = g_menu_new ();

      g_menu_append (section, _ ("None"), "field.clear");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
    }
  return G_MENU_MODEL (menu);
}

static void
on_picked (CrmFieldRow *self, const CrmId *id, const char *name)
{
  g_assert (CRM_IS_FIELD_ROW (self));

  save (self, crm_value_id (id));
}

/* Whatever closes it: a tick is a tick. */
static void
on_ticked (CrmFieldRow *self, CrmChoicePicker *picker)
{
  g_assert (CRM_IS_FIELD_ROW (self));

  if (self->context != NULL)
    save (self, crm_choice_picker_dup_value (picker));
}

static void
edit_by_ticking (CrmFieldRow *self)
{
  const CrmValue *value = get_value (self);
  GtkWidget *picker = crm_choice_picker_new (get_field (self), value->type == CRM_VALUE_TEXT ? value->text : NULL);

  g_signal_connect_object (picker, "closed", G_CALLBACK (on_ticked), self, G_CONNECT_SWAPPED);
  popup (self, GTK_POPOVER (picker));
}

static void
edit_by_choosing (CrmFieldRow *self)
{
  g_autoptr (GMenuModel) menu = NULL;
  GtkWidget *picker;

  if (get_field (self)->type != CRM_TYPE_REFERENCE)
    {
      menu = make_choices_menu (self);
      popup (self, GTK_POPOVER (gtk_popover_menu_new_from_model (menu)));
      return;
    }
  picker = crm_record_picker_new (self->context, crm_kind_get (get_field (self)->refers));
  if (self->custom != NULL)
    crm_record_picker_set_except (CRM_RECORD_PICKER (picker), &self->customer);
  g_signal_connect_object (picker, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);
  popup (self, GTK_POPOVER (picker));
}

/* The editors are made when they are needed: a profile has many rows and edits one. */
static GtkWidget *
make_text_view (CrmFieldRow *self, const char *text)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->text_view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->text_view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->text_view, FALSE);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view), text, -1);
  g_signal_connect_object (self->text_view, "preedit-changed", G_CALLBACK (on_preedit_changed), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_text_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->text_view), keys);
  g_object_set (scroller, "child", self->text_view, "hscrollbar-policy", GTK_POLICY_NEVER, "min-content-height", 72, "max-content-height", 220,
                "propagate-natural-height", TRUE, NULL);
  gtk_widget_add_css_class (scroller, "field-text");
  return scroller;
}

static GtkWidget *
make_entry (CrmFieldRow *self, const char *text)
{
  gboolean is_date = get_field (self)->type == CRM_TYPE_DATE;

  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_SECONDARY, is_date ? "x-office-calendar-symbolic" : NULL);
  gtk_entry_set_icon_tooltip_text (self->entry, GTK_ENTRY_ICON_SECONDARY, is_date ? _ ("Choose a Day") : NULL);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_entry_activate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "icon-press", G_CALLBACK (on_icon_press), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self->entry);
}

static void
edit_by_typing (CrmFieldRow *self)
{
  CrmValueStyle style = get_style (self);
  g_autofree char *text = crm_value_format_for_editing (get_value (self), get_field (self), &style);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *input;

  self->editor = get_field (self)->type == CRM_TYPE_LONG_TEXT ? make_text_view (self, text) : make_entry (self, text);
  self->editor = add_offers (self, self->editor);
  input = self->entry != NULL ? GTK_WIDGET (self->entry) : GTK_WIDGET (self->text_view);
  gtk_accessible_update_property (GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_PROPERTY_LABEL, crm_field_get_label (get_field (self)), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->value), FALSE);
  gtk_box_insert_child_after (self->box, self->editor, GTK_WIDGET (self->value));
  gtk_widget_grab_focus (input);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_focus_left), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->editor, focus);
}

/* ── actions ──────────────────────────────────────────────────────────────────────────────── */

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_field_row_edit (CRM_FIELD_ROW (widget));
}

static void
type_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  edit_by_typing (CRM_FIELD_ROW (widget));
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmFieldRow *self = CRM_FIELD_ROW (widget);
  const char *choice = g_variant_get_string (parameter, NULL);

  save (self, get_field (self)->type == CRM_TYPE_BOOLEAN ? crm_value_integer (*choice == '1') : crm_value_text (choice));
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  save (CRM_FIELD_ROW (widget), (CrmValue){ 0 });
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmFieldRow *self = CRM_FIELD_ROW (widget);
  g_autofree char *text = dup_shown (self, get_value (self));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text != NULL ? text : "");
}

static void
history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmFieldRow *self = CRM_FIELD_ROW (widget);

  if (self->record != NULL && self->custom != NULL)
    crm_field_history_present_custom (widget, self->context, self->custom, self->record, self->currency);
  else if (self->record != NULL)
    crm_field_history_present (widget, self->context, self->record, self->field, self->currency);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmFieldRow *self = CRM_FIELD_ROW (widget);
  GtkWidget *page = gtk_widget_get_ancestor (widget, CRM_TYPE_PAGE);

  if (page != NULL && !crm_id_is_nil (&self->place))
    crm_page_open_record (CRM_PAGE (page), &crm_kind_customer, &self->place, NULL, 0);
}

static GMenuModel *
make_menu (GtkWidget *widget)
{
  CrmFieldRow *self = CRM_FIELD_ROW (widget);
  gboolean has_value = get_value (self)->type != CRM_VALUE_NONE;
  GMenu *menu;

  if (crm_field_row_is_editing (self))
    return NULL;
  menu = g_menu_new ();
  if (has_value && !crm_id_is_nil (&self->place))
    g_menu_append (menu, C_ ("action", "Open"), "field.open");
  if (self->read_only_reason == NULL)
    g_menu_append (menu, _ ("Edit"), "field.edit");
  if (has_value)
    g_menu_append (menu, _ ("Copy"), "field.copy");
  if (self->record != NULL)
    g_menu_append (menu, _ ("History…"), "field.history");
  if (has_value && self->read_only_reason == NULL && (get_field (self)->flags & CRM_FIELD_REQUIRED) == 0)
    g_menu_append (menu, _ ("Clear"), "field.clear");
  return G_MENU_MODEL (menu);
}

static void
crm_field_row_dispose (GObject *object)
{
  CrmFieldRow *self = CRM_FIELD_ROW (object);

  self->editor = NULL;
  /* The row lets go of its child itself, and would do so twice. */
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_FIELD_ROW);
  g_clear_object (&self->context);
  g_clear_pointer (&self->custom, crm_custom_field_unref);
  g_clear_pointer (&self->record, crm_record_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->read_only_reason, g_free);
  g_clear_pointer (&self->used, g_strfreev);

  G_OBJECT_CLASS (crm_field_row_parent_class)->dispose (object);
}

static void
crm_field_row_class_init (CrmFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_field_row_dispose;

  signals[ENDED] = g_signal_new ("ended", CRM_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/widgets/crm-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFieldRow, box);
  gtk_widget_class_bind_template_child (widget_class, CrmFieldRow, caption);
  gtk_widget_class_bind_template_child (widget_class, CrmFieldRow, value);
  gtk_widget_class_bind_template_child (widget_class, CrmFieldRow, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmFieldRow, open);

  gtk_widget_class_install_action (widget_class, "field.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "field.type", NULL, type_action);
  gtk_widget_class_install_action (widget_class, "field.choose", "s", choose_action);
  gtk_widget_class_install_action (widget_class, "field.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "field.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "field.history", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "field.open", NULL, open_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "field.edit", NULL);
  crm_menu_popup_class_bind_keys (widget_class, make_menu);
}

static void
crm_field_row_init (CrmFieldRow *self)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* A hyphen would be read as part of an address. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (self->value, attributes);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_escape), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_row_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  crm_menu_popup_attach (GTK_WIDGET (self), make_menu);
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

GtkWidget *
crm_field_row_new (CrmContext *context, const CrmKind *kind, guint field)
{
  CrmFieldRow *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && kind != NULL && field < kind->n_fields, NULL);

  self = g_object_new (CRM_TYPE_FIELD_ROW, NULL);
  self->context = g_object_ref (context);
  self->kind = kind;
  self->field = field;
  gtk_label_set_label (self->caption, crm_field_get_label (get_field (self)));
  return GTK_WIDGET (self);
}

void
crm_field_row_set_record (CrmFieldRow *self, CrmRecord *record, const char *name, const char *currency)
{
  g_return_if_fail (CRM_IS_FIELD_ROW (self) && record != NULL && record->kind == self->kind);

  crm_record_ref (record);
  g_clear_pointer (&self->record, crm_record_unref);
  self->record = record;
  self->place = (CrmId){ 0 };
  if (get_field (self)->refers == CRM_KIND_CUSTOMER && name != NULL && get_value (self)->type == CRM_VALUE_ID)
    self->place = get_value (self)->id;
  g_set_str (&self->name, name);
  g_set_str (&self->currency, currency);
  show_record (self);
}

GtkWidget *
crm_field_row_new_custom (CrmContext *context, CrmCustomField *custom)
{
  CrmFieldRow *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && custom != NULL, NULL);

  self = CRM_FIELD_ROW (crm_field_row_new (context, &crm_kind_custom_value, custom->column));
  self->custom = crm_custom_field_ref (custom);
  gtk_label_set_label (self->caption, crm_custom_field_get_label (custom));
  return GTK_WIDGET (self);
}

void
crm_field_row_set_custom (CrmFieldRow *self, const CrmProfileCustom *custom, const CrmId *customer, const char *currency)
{
  g_return_if_fail (CRM_IS_FIELD_ROW (self) && self->custom != NULL && custom != NULL && customer != NULL);

  crm_custom_field_ref (custom->field);
  crm_custom_field_unref (self->custom);
  self->custom = custom->field;
  self->field = custom->field->column;
  self->customer = *customer;
  self->place = custom->place;
  g_clear_pointer (&self->record, crm_record_unref);
  self->record = custom->value != NULL ? crm_record_ref (custom->value) : NULL;
  g_free (self->name);
  self->name = crm_profile_custom_dup_name (custom);
  g_set_str (&self->currency, currency);
  gtk_label_set_label (self->caption, crm_custom_field_get_label (custom->field));
  show_record (self);
}

void
crm_field_row_set_suggestions (CrmFieldRow *self, CrmReadFunc read, gpointer data)
{
  g_return_if_fail (CRM_IS_FIELD_ROW (self) && read != NULL);

  self->read_used = read;
  self->read_used_data = data;
}

void
crm_field_row_allow_own_words (CrmFieldRow *self)
{
  g_return_if_fail (CRM_IS_FIELD_ROW (self) && get_field (self)->type == CRM_TYPE_CHOICE);

  self->own_words = TRUE;
}

void
crm_field_row_set_read_only (CrmFieldRow *self, const char *reason)
{
  g_return_if_fail (CRM_IS_FIELD_ROW (self));

  g_set_str (&self->read_only_reason, reason);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason != NULL ? reason : "", -1);
  on_row_left (self);
}

CrmCustomField *
crm_field_row_get_custom (CrmFieldRow *self)
{
  g_return_val_if_fail (CRM_IS_FIELD_ROW (self), NULL);

  return self->custom;
}

guint
crm_field_row_get_field (CrmFieldRow *self)
{
  g_return_val_if_fail (CRM_IS_FIELD_ROW (self), 0);

  return self->field;
}

gboolean
crm_field_row_is_empty (CrmFieldRow *self)
{
  g_return_val_if_fail (CRM_IS_FIELD_ROW (self), TRUE);

  return get_value (self)->type == CRM_VALUE_NONE;
}

gboolean
crm_field_row_is_editing (CrmFieldRow *self)
{
  g_return_val_if_fail (CRM_IS_FIELD_ROW (self), FALSE);

  return self->editor != NULL;
}

void
crm_field_row_edit (CrmFieldRow *self)
{
  g_return_if_fail (CRM_IS_FIELD_ROW (self));

  if (crm_field_row_is_editing (self) || !is_ready (self))
    return;
  if (self->read_only_reason != NULL)
    {
      tell_why_not (self);
      return;
    }
  switch (get_field (self)->type)
    {
    case CRM_TYPE_CHOICE:
    case CRM_TYPE_BOOLEAN:
    case CRM_TYPE_REFERENCE:
      edit_by_choosing (self);
      break;
    case CRM_TYPE_CHOICES:
      edit_by_ticking (self);
      break;
    case CRM_TYPE_TIME:
    case CRM_TYPE_TEXT:
    case CRM_TYPE_LONG_TEXT:
    case CRM_TYPE_INTEGER:
    case CRM_TYPE_DECIMAL:
    case CRM_TYPE_MONEY:
    case CRM_TYPE_DATE:
    default:
      edit_by_typing (self);
    }
}
