/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a customer or of a deal, edited in place. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-about-pane.h"

#include "app/settings/crm-custom-field-dialog.h"
#include "app/widgets/crm-field-row.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

struct _CrmAboutPane
{
  GtkBox parent_instance;

  /* template */
  GtkWidget *lock;
  GtkMenuButton *menu_button;
  GtkListBox *list;

  /* owned by the widget tree */
  CrmFieldRow **rows;     /* a field each; NULL for what is no field of the form */
  GPtrArray *custom_rows; /* of CrmFieldRow, one for each custom field of the customer */
  CrmFieldRow *asked;     /* what someone asked for, shown although empty; or NULL */

  /* owned */
  CrmContext *context;
  CrmRecord *record; /* NULL until it is set */
  GSimpleActionGroup *actions;

  const CrmAboutForm *form;

  CrmId awaited; /* a custom field just made, to be edited as soon as the profile has it */
};

G_DEFINE_FINAL_TYPE (CrmAboutPane, crm_about_pane, GTK_TYPE_BOX)

static const CrmField *
get_field (CrmAboutPane *self, guint field)
{
  return &self->form->kind->fields[field];
}

static gboolean
is_in_form (CrmAboutPane *self, guint field)
{
  return (get_field (self, field)->flags & (CRM_FIELD_FACT | CRM_FIELD_HIDDEN | CRM_FIELD_INTERNAL)) == 0 && (self->form->leaves_out == NULL || !self->form->leaves_out (field));
}

static gboolean
has_sense (CrmAboutPane *self, guint field)
{
  return self->form->has_sense == NULL || self->form->has_sense (self->record, field);
}

static gboolean
shows_all (CrmAboutPane *self)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "all-fields");

  return g_variant_get_boolean (state);
}

static gboolean
is_shown (CrmAboutPane *self, CrmFieldRow *row)
{
  guint field = crm_field_row_get_field (row);
  gboolean is_custom = crm_field_row_get_custom (row) != NULL;

  if (self->asked == row || crm_field_row_is_editing (row))
    return TRUE;
  if (crm_field_row_is_empty (row))
    return shows_all (self) && (is_custom || has_sense (self, field));
  return shows_all (self) || is_custom || !self->form->is_in_head (field);
}

static gboolean
update_row (CrmAboutPane *self, CrmFieldRow *row)
{
  gboolean shown = is_shown (self, row);

  gtk_widget_set_visible (GTK_WIDGET (row), shown);
  return shown;
}

static void
update_shown (CrmAboutPane *self)
{
  gboolean any = FALSE;

  if (self->record == NULL)
    return;
  for (guint field = 0; field < self->form->kind->n_fields; field++)
    if (self->rows[field] != NULL)
      any = update_row (self, self->rows[field]) || any;
  for (guint i = 0; i < self->custom_rows->len; i++)
    any = update_row (self, self->custom_rows->pdata[i]) || any;
  gtk_widget_set_visible (GTK_WIDGET (self->list), any);
  gtk_list_box_invalidate_headers (self->list);
}

static const char *
get_group (CrmAboutPane *self, GtkListBoxRow *row)
{
  if (crm_field_row_get_custom (CRM_FIELD_ROW (row)) != NULL)
    return N_ ("Custom fields");
  return get_field (self, crm_field_row_get_field (CRM_FIELD_ROW (row)))->group;
}

/* With all fields the groups help to find one; with the few that have a value they would be noise. */
static void
set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  CrmAboutPane *self = CRM_ABOUT_PANE (data);
  const char *group = get_group (self, row);
  const char *group_before = before != NULL ? get_group (self, before) : NULL;
  GtkWidget *label;

  if (!shows_all (self) || group == NULL || g_strcmp0 (group, group_before) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (_ (group));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "field-group");
  gtk_list_box_row_set_header (row, label);
}

/* ── the menu ─────────────────────────────────────────────────────────────────────────────── */

static void
append_group (GMenu *menu, const char *group, GMenu *section)
{
  if (group != NULL && g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_submenu (menu, _ (group), G_MENU_MODEL (section));
}

/* Those without a value here, and the way to more of them. */
static GMenu *
make_custom_menu (CrmAboutPane *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) empty = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();

  for (guint i = 0; i < self->custom_rows->len; i++)
    {
      CrmFieldRow *row = self->custom_rows->pdata[i];
      g_autoptr (GMenuItem) item = NULL;

      if (is_shown (self, row))
        continue;
      item = g_menu_item_new (crm_custom_field_get_label (crm_field_row_get_custom (row)), NULL);
      g_menu_item_set_action_and_target (item, "about.add-value", "u", i);
      g_menu_append_item (empty, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (empty));
  g_menu_append (more, _ ("_Add Custom Field…"), "about.add-custom");
  g_menu_append (more, _ ("_Manage Custom Fields…"), "win.custom-fields");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  return menu;
}

/* In the order of the rows, in which each group is in one piece. */
static GMenu *
make_groups_menu (CrmAboutPane *self)
{
  GMenu *groups = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();
  const char *group = NULL;
  GtkListBoxRow *child;

  for (int i = 0; (child = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      CrmFieldRow *row = CRM_FIELD_ROW (child);
      guint field = crm_field_row_get_field (row);
      g_autoptr (GMenuItem) item = NULL;

      if (crm_field_row_get_custom (row) != NULL || is_shown (self, row) || !crm_field_row_is_empty (row) || !has_sense (self, field))
        continue;
      if (g_strcmp0 (get_field (self, field)->group, group) != 0)
        {
          append_group (groups, group, section);
          g_clear_object (&section);
          section = g_menu_new ();
          group = get_field (self, field)->group;
        }
      item = g_menu_item_new (crm_field_get_label (get_field (self, field)), NULL);
      g_menu_item_set_action_and_target (item, "about.add", "u", field);
      g_menu_append_item (section, item);
    }
  append_group (groups, group, section);
  return groups;
}

static void
make_menu (GtkMenuButton *button, gpointer data)
{
  CrmAboutPane *self = CRM_ABOUT_PANE (data);
  g_autoptr (GMenu) menu = g_menu_new ();
  gboolean may_write = !gtk_widget_get_visible (self->lock);
  g_autoptr (GMenu) groups = self->record != NULL && may_write ? make_groups_menu (self) : g_menu_new ();
  g_autoptr (GMenu) all = g_menu_new ();

  if (self->form->kind == &crm_kind_customer && may_write)
    {
      g_autoptr (GMenu) custom = make_custom_menu (self);

      g_menu_append_submenu (groups, _ ("Custom fields"), G_MENU_MODEL (custom));
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (groups));
  g_menu_append (all, _ ("Show All Fields"), "about.all-fields");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (all));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

typedef struct
{
  CrmAboutPane *pane;
  CrmFieldRow *row;
} Asking;

static gboolean
edit_in_idle (gpointer data)
{
  Asking *asking = data;

  if (asking->pane->list != NULL && gtk_widget_get_parent (GTK_WIDGET (asking->row)) == GTK_WIDGET (asking->pane->list))
    {
      gtk_widget_grab_focus (GTK_WIDGET (asking->row));
      crm_field_row_edit (asking->row);
    }
  return G_SOURCE_REMOVE;
}

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_object_unref (asking->pane);
  g_object_unref (asking->row);
  g_free (asking);
}

static void
ask (CrmAboutPane *self, CrmFieldRow *row)
{
  Asking *asking = g_new0 (Asking, 1);

  self->asked = row;
  update_shown (self);
  /* The row has no place to put the focus or a popover on until it has been allocated. */
  *asking = (Asking){ g_object_ref (self), g_object_ref (row) };
  g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, 32, edit_in_idle, asking, asking_free);
}

static void
on_add_value (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmAboutPane *self = CRM_ABOUT_PANE (data);
  guint position = g_variant_get_uint32 (parameter);

  if (position < self->custom_rows->len)
    ask (self, self->custom_rows->pdata[position]);
}

static void
on_defined (CrmAboutPane *self, const CrmId *field)
{
  g_assert (CRM_IS_ABOUT_PANE (self));

  /* The profile may have heard of it before the dialog did. */
  for (guint i = 0; i < self->custom_rows->len; i++)
    if (crm_id_equal (crm_custom_field_get_id (crm_field_row_get_custom (self->custom_rows->pdata[i])), field))
      {
        ask (self, self->custom_rows->pdata[i]);
        return;
      }
  self->awaited = *field;
}

static void
on_add_custom (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmAboutPane *self = CRM_ABOUT_PANE (data);
  GtkWidget *dialog = crm_custom_field_dialog_new (crm_context_get_store (self->context), NULL);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_defined), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
on_add (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_about_pane_edit (CRM_ABOUT_PANE (data), g_variant_get_uint32 (parameter));
}

static void
on_all_fields (GSimpleAction *action, GVariant *state, gpointer data)
{
  CrmAboutPane *self = CRM_ABOUT_PANE (data);
  GSettings *settings = crm_context_get_settings (self->context);

  g_simple_action_set_state (action, state);
  if (settings != NULL)
    g_settings_set_boolean (settings, "profile-empty-fields", g_variant_get_boolean (state));
  update_shown (self);
}

static void
add_actions (CrmAboutPane *self)
{
  static const GActionEntry entries[] = {
    { "add", on_add, "u" },
    { "add-value", on_add_value, "u" },
    { "add-custom", on_add_custom },
    { "all-fields", NULL, NULL, "false", on_all_fields },
  };
  GSettings *settings = crm_context_get_settings (self->context);
  GAction *all;

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  all = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "all-fields");
  if (settings != NULL)
    g_simple_action_set_state (G_SIMPLE_ACTION (all), g_variant_new_boolean (g_settings_get_boolean (settings, "profile-empty-fields")));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "about", G_ACTION_GROUP (self->actions));
}

/* ── rows ─────────────────────────────────────────────────────────────────────────────────── */

static void
on_row_activated (CrmAboutPane *self, GtkListBoxRow *row)
{
  g_assert (CRM_IS_ABOUT_PANE (self));

  crm_field_row_edit (CRM_FIELD_ROW (row));
}

static void
on_ended (CrmAboutPane *self, CrmFieldRow *row)
{
  g_assert (CRM_IS_ABOUT_PANE (self));

  if (self->asked == row)
    self->asked = NULL;
  update_shown (self);
}

/* Group by group, whatever the order of the fields in the table; where it came from is of least use, so it stands last. */
static void
add_group (CrmAboutPane *self, const char *group)
{
  for (guint field = 0; field < self->form->kind->n_fields; field++)
    {
      if (!is_in_form (self, field) || self->rows[field] != NULL || g_strcmp0 (get_field (self, field)->group, group) != 0)
        continue;
      self->rows[field] = CRM_FIELD_ROW (crm_field_row_new (self->context, self->form->kind, field));
      g_signal_connect_object (self->rows[field], "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->list, GTK_WIDGET (self->rows[field]));
    }
}

static void
add_rows (CrmAboutPane *self)
{
  const char *origin = get_field (self, self->form->origin)->group;

  for (guint field = 0; field < self->form->kind->n_fields; field++)
    if (is_in_form (self, field) && g_strcmp0 (get_field (self, field)->group, origin) != 0)
      add_group (self, get_field (self, field)->group);
  add_group (self, origin);
}

static gboolean
has_these_rows (CrmAboutPane *self, GPtrArray *custom)
{
  if (self->custom_rows->len != custom->len)
    return FALSE;
  for (guint i = 0; i < custom->len; i++)
    if (!crm_id_equal (crm_custom_field_get_id (crm_field_row_get_custom (self->custom_rows->pdata[i])),
                       crm_custom_field_get_id (((const CrmProfileCustom *)custom->pdata[i])->field)))
      return FALSE;
  return TRUE;
}

/* Rows are made anew only where fields were added, removed or moved: one that is being edited stays. */
static void
make_custom_rows (CrmAboutPane *self, GPtrArray *custom)
{
  for (guint i = 0; i < self->custom_rows->len; i++)
    {
      if (self->asked == self->custom_rows->pdata[i])
        self->asked = NULL;
      gtk_list_box_remove (self->list, self->custom_rows->pdata[i]);
    }
  g_ptr_array_set_size (self->custom_rows, 0);
  for (guint i = 0; i < custom->len; i++)
    {
      GtkWidget *row = crm_field_row_new_custom (self->context, ((const CrmProfileCustom *)custom->pdata[i])->field);

      g_signal_connect_object (row, "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->list, row);
      g_ptr_array_add (self->custom_rows, row);
    }
}

/* Who may not change a field is told why where they would. */
static void
on_read_only (CrmAboutPane *self)
{
  g_autofree char *reason = crm_store_dup_read_only_reason (crm_context_get_store (self->context));

  gtk_widget_set_visible (self->lock, reason != NULL);
  gtk_widget_set_tooltip_text (self->lock, reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lock), GTK_ACCESSIBLE_PROPERTY_LABEL, reason != NULL ? reason : "", -1);
  for (guint field = 0; field < self->form->kind->n_fields; field++)
    if (self->rows[field] != NULL)
      crm_field_row_set_read_only (self->rows[field], reason);
  for (guint i = 0; i < self->custom_rows->len; i++)
    crm_field_row_set_read_only (self->custom_rows->pdata[i], reason);
}

static void
show_custom (CrmAboutPane *self, const CrmProfile *profile)
{
  GPtrArray *all = profile->custom;

  if (!has_these_rows (self, all))
    {
      make_custom_rows (self, all);
      on_read_only (self);
    }
  for (guint i = 0; i < all->len; i++)
    {
      const CrmProfileCustom *custom = all->pdata[i];

      crm_field_row_set_custom (self->custom_rows->pdata[i], custom, &profile->customer->id, profile->currency);
      if (crm_id_equal (crm_custom_field_get_id (custom->field), &self->awaited))
        {
          self->awaited = (CrmId){ 0 };
          ask (self, self->custom_rows->pdata[i]);
        }
    }
}

static void
crm_about_pane_dispose (GObject *object)
{
  CrmAboutPane *self = CRM_ABOUT_PANE (object);

  /* A list that someone still looks at asks for headers after the pane has let go of all. */
  if (self->list != NULL)
    gtk_list_box_set_header_func (self->list, NULL, NULL, NULL);
  g_clear_pointer (&self->record, crm_record_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_ABOUT_PANE);
  g_clear_pointer (&self->rows, g_free);
  g_ptr_array_set_size (self->custom_rows, 0);
  self->asked = NULL;
  g_clear_object (&self->context);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (crm_about_pane_parent_class)->dispose (object);
}

static void
crm_about_pane_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_ABOUT_PANE (object)->custom_rows);

  G_OBJECT_CLASS (crm_about_pane_parent_class)->finalize (object);
}

static void
crm_about_pane_class_init (CrmAboutPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_about_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_about_pane_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/customers/crm-about-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmAboutPane, lock);
  gtk_widget_class_bind_template_child (widget_class, CrmAboutPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CrmAboutPane, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
crm_about_pane_init (CrmAboutPane *self)
{
  self->custom_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, set_header, self, NULL);
  gtk_menu_button_set_create_popup_func (self->menu_button, make_menu, self, NULL);
}

/* ── customers ────────────────────────────────────────────────────────────────────────────── */

/* What the head of the page says already. */
static gboolean
is_in_head_of_customer (guint field)
{
  switch (field)
    {
    case CRM_CUSTOMER_TYPE:
    case CRM_CUSTOMER_NAME:
    case CRM_CUSTOMER_LEVEL:
    case CRM_CUSTOMER_LIFE_CYCLE:
    case CRM_CUSTOMER_LIFE_CYCLE_SINCE:
    case CRM_CUSTOMER_OWNER:
      return TRUE;
    default:
      return FALSE;
    }
}

/* A company has no birthday, an individual no size; a value that is there is shown all the same. */
static gboolean
has_sense_for_customer (const CrmRecord *customer, guint field)
{
  gboolean individual = g_strcmp0 (crm_record_get_text (customer, CRM_CUSTOMER_TYPE), "individual") == 0;

  switch (field)
    {
    case CRM_CUSTOMER_GENDER:
    case CRM_CUSTOMER_BIRTHDAY:
    case CRM_CUSTOMER_EDUCATION:
    case CRM_CUSTOMER_OCCUPATION:
    case CRM_CUSTOMER_INCOME:
      return individual;
    case CRM_CUSTOMER_SIZE:
    case CRM_CUSTOMER_TAX_ID:
      return !individual;
    default:
      return TRUE;
    }
}

static const CrmAboutForm customer_form = {
  .kind = &crm_kind_customer,
  .origin = CRM_CUSTOMER_SOURCE,
  .is_in_head = is_in_head_of_customer,
  .has_sense = has_sense_for_customer,
};

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

void
crm_about_pane_set_context (CrmAboutPane *self, CrmContext *context, const CrmAboutForm *form)
{
  g_return_if_fail (CRM_IS_ABOUT_PANE (self) && CRM_IS_CONTEXT (context) && self->context == NULL);

  self->context = g_object_ref (context);
  self->form = form != NULL ? form : &customer_form;
  self->rows = g_new0 (CrmFieldRow *, self->form->kind->n_fields);
  add_actions (self);
  add_rows (self);
  g_signal_connect_object (crm_context_get_store (context), "notify::read-only-reason", G_CALLBACK (on_read_only), self, G_CONNECT_SWAPPED);
  on_read_only (self);
}

void
crm_about_pane_set_record (CrmAboutPane *self, CrmRecord *record, CrmAboutName get_name, gconstpointer data, const char *currency)
{
  g_return_if_fail (CRM_IS_ABOUT_PANE (self) && self->context != NULL && record != NULL && record->kind == self->form->kind && get_name != NULL);

  if (self->record == NULL || !crm_id_equal (&self->record->id, &record->id))
    self->asked = NULL;
  crm_record_ref (record);
  g_clear_pointer (&self->record, crm_record_unref);
  self->record = record;
  for (guint field = 0; field < self->form->kind->n_fields; field++)
    if (self->rows[field] != NULL)
      crm_field_row_set_record (self->rows[field], record, get_name (data, field), currency);
  update_shown (self);
}

static const char *
get_name_of_profile (gconstpointer profile, guint field)
{
  return crm_profile_get_reference_name (profile, field);
}

void
crm_about_pane_set_profile (CrmAboutPane *self, CrmProfile *profile)
{
  g_return_if_fail (CRM_IS_ABOUT_PANE (self) && profile != NULL && self->form == &customer_form);

  crm_about_pane_set_record (self, profile->customer, get_name_of_profile, profile, profile->currency);
  show_custom (self, profile);
  update_shown (self);
}

void
crm_about_pane_set_suggestions (CrmAboutPane *self, guint field, CrmReadFunc read, gpointer data)
{
  g_return_if_fail (CRM_IS_ABOUT_PANE (self) && self->context != NULL && field < self->form->kind->n_fields && self->rows[field] != NULL);

  crm_field_row_set_suggestions (self->rows[field], read, data);
}

void
crm_about_pane_allow_own_words (CrmAboutPane *self, guint field)
{
  g_return_if_fail (CRM_IS_ABOUT_PANE (self) && self->context != NULL && field < self->form->kind->n_fields && self->rows[field] != NULL);

  crm_field_row_allow_own_words (self->rows[field]);
}

void
crm_about_pane_edit (CrmAboutPane *self, guint field)
{
  g_return_if_fail (CRM_IS_ABOUT_PANE (self) && self->form != NULL && field < self->form->kind->n_fields);

  if (self->rows[field] != NULL && self->record != NULL)
    ask (self, self->rows[field]);
}
