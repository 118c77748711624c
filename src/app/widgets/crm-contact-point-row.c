/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One way to reach someone. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-contact-point-row.h"

#include "app/crm-page.h"
#include "app/widgets/crm-field-history.h"
#include "app/widgets/crm-menu-popup.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

struct _CrmContactPointRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkStack *stack;
  GtkLabel *caption;
  GtkLabel *value;
  GtkWidget *copy;
  GtkButton *open;
  GtkDropDown *kind;
  GtkEntry *entry;
  GtkEntry *label;
  GtkLabel *problem;

  /* owned */
  CrmContext *context;
  CrmRecord *record;

  const CrmKind *owner_kind;
  CrmId owner;
  gboolean kind_chosen;
  gboolean setting;
  gboolean saving;
};

enum
{
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmContactPointRow, crm_contact_point_row, GTK_TYPE_LIST_BOX_ROW)

static const CrmField *
get_kind_field (void)
{
  return &crm_kind_contact_point.fields[CRM_CONTACT_POINT_KIND];
}

static const char *
get_text (CrmContactPointRow *self, guint field)
{
  return self->record != NULL ? crm_record_get_text (self->record, field) : NULL;
}

static gboolean
is_editing (CrmContactPointRow *self)
{
  return self->stack != NULL && g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "edit") == 0;
}

static void
set_problem (CrmContactPointRow *self, const char *message)
{
  gtk_label_set_label (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
  if (message != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

char *
crm_contact_point_dup_uri (const char *kind, const char *value)
{
  g_autofree char *escaped = NULL;

  if (kind == NULL || value == NULL)
    return NULL;
  if (strcmp (kind, "phone") == 0)
    {
      GString *digits = g_string_new ("tel:");

      for (const char *p = value; *p != '\0'; p++)
        if (g_ascii_isdigit (*p) || (*p == '+' && digits->len == strlen ("tel:")))
          g_string_append_c (digits, *p);
      return g_string_free_and_steal (digits);
    }
  if (strcmp (kind, "web") == 0)
    return g_str_has_prefix (value, "http://") || g_str_has_prefix (value, "https://") ? g_strdup (value) : g_strconcat ("https://", value, NULL);
  escaped = g_uri_escape_string (value, "@", TRUE);
  if (strcmp (kind, "email") == 0)
    return g_strconcat ("mailto:", escaped, NULL);
  if (strcmp (kind, "address") == 0)
    return g_strconcat ("geo:0,0?q=", escaped, NULL);
  return NULL;
}

/* What its second button does, by kind. */
static void
show_open_button (CrmContactPointRow *self, const char *kind)
{
  static const struct
  {
    const char *kind;
    const char *icon_name;
    const char *label;
  } buttons[] = {
    { "phone", "call-start-symbolic", N_ ("Call") },
    { "email", "mail-unread-symbolic", N_ ("Write an Email") },
    { "web", "web-browser-symbolic", N_ ("Open") },
    { "address", "mark-location-symbolic", N_ ("Show on a Map") },
  };

  gtk_widget_set_visible (GTK_WIDGET (self->open), FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      if (g_strcmp0 (buttons[i].kind, kind) != 0)
        continue;
      gtk_widget_set_visible (GTK_WIDGET (self->open), TRUE);
      gtk_button_set_icon_name (self->open, buttons[i].icon_name);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->open), _ (buttons[i].label));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->open), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (buttons[i].label), -1);
    }
}

static void
show (CrmContactPointRow *self)
{
  const char *kind = get_text (self, CRM_CONTACT_POINT_KIND);
  const char *label = get_text (self, CRM_CONTACT_POINT_LABEL);
  const char *value = get_text (self, CRM_CONTACT_POINT_VALUE);
  gboolean opted_out = self->record != NULL && crm_record_get_integer (self->record, CRM_CONTACT_POINT_OPT_OUT, 0) != 0;
  GString *caption = g_string_new (crm_field_get_choice_label (get_kind_field (), kind));
  g_autofree char *name = NULL;

  if (label != NULL)
    g_string_append_printf (caption, " · %s", label);
  if (opted_out)
    g_string_append_printf (caption, " · %s", _ ("do not use"));
  name = g_strdup_printf (_ ("%1$s: %2$s"), caption->str, value != NULL ? value : "");
  gtk_label_set_label (self->caption, caption->str);
  gtk_label_set_label (self->value, value != NULL ? value : "");
  if (opted_out)
    gtk_widget_add_css_class (GTK_WIDGET (self->value), "opted-out");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->value), "opted-out");
  show_open_button (self, opted_out ? NULL : kind);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_string_free (caption, TRUE);
}

/* ── editing ──────────────────────────────────────────────────────────────────────────────── */

static void
end_editing (CrmContactPointRow *self, gboolean take_focus)
{
  if (!is_editing (self))
    return;
  set_problem (self, NULL);
  gtk_stack_set_visible_child_name (self->stack, "value");
  if (take_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, signals[ENDED], 0);
}

static DexFuture *
on_saved (DexFuture *future, gpointer data)
{
  CrmContactPointRow *self = CRM_CONTACT_POINT_ROW (data);
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (self->stack == NULL)
    return NULL;
  if (dex_future_get_value (future, &error) == NULL)
    set_problem (self, error->message);
  else
    end_editing (self, gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL);
  return NULL;
}

static void
apply (CrmContactPointRow *self, CrmEdit *edit)
{
  self->saving = TRUE;
  dex_future_disown (dex_future_finally (crm_store_apply (crm_context_get_store (self->context), edit, NULL), on_saved, g_object_ref (self), g_object_unref));
}

static const char *
get_chosen_kind (CrmContactPointRow *self)
{
  return get_kind_field ()->choices[gtk_drop_down_get_selected (self->kind)].name;
}

static CrmChange *
begin_change (CrmContactPointRow *self, CrmEdit *edit)
{
  CrmChange *change;

  if (self->record != NULL)
    return crm_edit_update (edit, &crm_kind_contact_point, &self->record->id);
  change = crm_edit_create (edit, &crm_kind_contact_point, NULL);
  crm_change_set_id (change, self->owner_kind == &crm_kind_person ? CRM_CONTACT_POINT_PERSON : CRM_CONTACT_POINT_CUSTOMER, &self->owner);
  return change;
}

static void
save (CrmContactPointRow *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  const char *kind = get_chosen_kind (self);
  g_autofree char *title = g_strdup_printf (self->record != NULL ? _ ("Change %s") : _ ("Add %s"), crm_field_get_choice_label (get_kind_field (), kind));
  g_autoptr (CrmEdit) edit = NULL;
  CrmChange *change;

  if (self->saving)
    return;
  if (self->record == NULL && *typed == '\0')
    {
      end_editing (self, FALSE);
      return;
    }
  edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);
  change = begin_change (self, edit);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, kind);
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, typed);
  crm_change_set_text (change, CRM_CONTACT_POINT_LABEL, gtk_editable_get_text (GTK_EDITABLE (self->label)));
  apply (self, edit);
}

static void
on_entry_activate (CrmContactPointRow *self)
{
  g_assert (CRM_IS_CONTACT_POINT_ROW (self));

  save (self);
}

static guint
find_kind (const char *name)
{
  const CrmChoice *choices = get_kind_field ()->choices;

  for (guint i = 0; choices[i].name != NULL; i++)
    if (g_strcmp0 (choices[i].name, name) == 0)
      return i;
  return 0;
}

/* Of a new one the kind follows what is typed until it is chosen. */
static void
on_entry_changed (CrmContactPointRow *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  const char *kind = NULL;

  g_assert (CRM_IS_CONTACT_POINT_ROW (self));

  if (self->kind_chosen || self->record != NULL)
    return;
  if (strchr (typed, '@') != NULL)
    kind = "email";
  else if (g_str_has_prefix (typed, "http") || g_str_has_prefix (typed, "www."))
    kind = "web";
  else if (strpbrk (typed, "0123456789") != NULL && strspn (typed, "+0123456789 -()/.") == strlen (typed))
    kind = "phone";
  if (kind == NULL)
    return;
  self->setting = TRUE;
  gtk_drop_down_set_selected (self->kind, find_kind (kind));
  self->setting = FALSE;
}

static void
on_kind_selected (CrmContactPointRow *self)
{
  g_assert (CRM_IS_CONTACT_POINT_ROW (self));

  if (!self->setting)
    self->kind_chosen = TRUE;
}

static gboolean
on_key (CrmContactPointRow *self, guint key)
{
  g_assert (CRM_IS_CONTACT_POINT_ROW (self));

  if (key != GDK_KEY_Escape || !is_editing (self))
    return GDK_EVENT_PROPAGATE;
  end_editing (self, self->record != NULL);
  return GDK_EVENT_STOP;
}

static void
on_focus_left (CrmContactPointRow *self)
{
  g_assert (CRM_IS_CONTACT_POINT_ROW (self));

  if (is_editing (self) && !self->saving && gtk_widget_get_mapped (GTK_WIDGET (self)))
    save (self);
}

/* ── actions ──────────────────────────────────────────────────────────────────────────────── */

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_contact_point_row_edit (CRM_CONTACT_POINT_ROW (widget));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmContactPointRow *self = CRM_CONTACT_POINT_ROW (widget);
  GtkWidget *page = gtk_widget_get_ancestor (widget, CRM_TYPE_PAGE);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), get_text (self, CRM_CONTACT_POINT_VALUE) ?: "");
  if (page != NULL)
    crm_page_say (CRM_PAGE (page), _ ("Copied"), FALSE);
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer data)
{
  CrmContactPointRow *self = CRM_CONTACT_POINT_ROW (data);
  GtkWidget *page = self->stack != NULL ? gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_PAGE) : NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, NULL) && page != NULL)
    crm_page_say (CRM_PAGE (page), _ ("No program on this computer opens this."), FALSE);
  g_object_unref (self);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmContactPointRow *self = CRM_CONTACT_POINT_ROW (widget);
  g_autofree char *uri = crm_contact_point_dup_uri (get_text (self, CRM_CONTACT_POINT_KIND), get_text (self, CRM_CONTACT_POINT_VALUE));
  g_autoptr (GtkUriLauncher) launcher = uri != NULL ? gtk_uri_launcher_new (uri) : NULL;

  if (launcher != NULL)
    gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, on_launched, g_object_ref (self));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmContactPointRow *self = CRM_CONTACT_POINT_ROW (widget);
  const char *kind = crm_field_get_choice_label (get_kind_field (), get_text (self, CRM_CONTACT_POINT_KIND));
  g_autofree char *title = g_strdup_printf (_ ("Remove %s"), kind);
  g_autofree char *toast = g_strdup_printf (_ ("%s removed"), kind);
  g_autoptr (CrmEdit) edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);
  GtkWidget *page = gtk_widget_get_ancestor (widget, CRM_TYPE_PAGE);

  if (self->record == NULL)
    return;
  crm_edit_delete (edit, &crm_kind_contact_point, &self->record->id);
  if (page != NULL)
    dex_future_disown (crm_page_apply (CRM_PAGE (page), edit, toast));
  else
    apply (self, edit);
}

static void
opt_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmContactPointRow *self = CRM_CONTACT_POINT_ROW (widget);
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Change “Do not use”"), CRM_EDIT_ORIGIN_PERSON);
  gboolean opted_out;

  if (self->record == NULL)
    return;
  opted_out = crm_record_get_integer (self->record, CRM_CONTACT_POINT_OPT_OUT, 0) != 0;
  crm_change_set (crm_edit_update (edit, &crm_kind_contact_point, &self->record->id), CRM_CONTACT_POINT_OPT_OUT, opted_out ? (CrmValue){ 0 } : crm_value_integer (1));
  apply (self, edit);
}

static void
history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmContactPointRow *self = CRM_CONTACT_POINT_ROW (widget);

  if (self->record != NULL)
    crm_field_history_present (widget, self->context, self->record, CRM_CONTACT_POINT_VALUE, NULL);
}

static GMenuModel *
make_menu (GtkWidget *widget)
{
  CrmContactPointRow *self = CRM_CONTACT_POINT_ROW (widget);
  g_autoptr (GMenu) last = NULL;
  GMenu *menu;
  gboolean opted_out;

  if (is_editing (self) || self->record == NULL)
    return NULL;
  opted_out = crm_record_get_integer (self->record, CRM_CONTACT_POINT_OPT_OUT, 0) != 0;
  menu = g_menu_new ();
  last = g_menu_new ();
  g_menu_append (menu, _ ("Edit"), "point.edit");
  g_menu_append (menu, _ ("Copy"), "point.copy");
  g_menu_append (menu, opted_out ? _ ("May Be Used") : _ ("Do Not Use"), "point.opt-out");
  g_menu_append (menu, _ ("History…"), "point.history");
  g_menu_append (last, _ ("Remove"), "point.remove");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  return G_MENU_MODEL (menu);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_contact_point_row_dispose (GObject *object)
{
  CrmContactPointRow *self = CRM_CONTACT_POINT_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_CONTACT_POINT_ROW);
  g_clear_object (&self->context);
  g_clear_pointer (&self->record, crm_record_unref);

  G_OBJECT_CLASS (crm_contact_point_row_parent_class)->dispose (object);
}

static void
crm_contact_point_row_class_init (CrmContactPointRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_contact_point_row_dispose;

  signals[ENDED] = g_signal_new ("ended", CRM_TYPE_CONTACT_POINT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/widgets/crm-contact-point-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmContactPointRow, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmContactPointRow, caption);
  gtk_widget_class_bind_template_child (widget_class, CrmContactPointRow, value);
  gtk_widget_class_bind_template_child (widget_class, CrmContactPointRow, copy);
  gtk_widget_class_bind_template_child (widget_class, CrmContactPointRow, open);
  gtk_widget_class_bind_template_child (widget_class, CrmContactPointRow, kind);
  gtk_widget_class_bind_template_child (widget_class, CrmContactPointRow, entry);
  gtk_widget_class_bind_template_child (widget_class, CrmContactPointRow, label);
  gtk_widget_class_bind_template_child (widget_class, CrmContactPointRow, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_selected);

  gtk_widget_class_install_action (widget_class, "point.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "point.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "point.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "point.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "point.opt-out", NULL, opt_out_action);
  gtk_widget_class_install_action (widget_class, "point.history", NULL, history_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "point.edit", NULL);
  crm_menu_popup_class_bind_keys (widget_class, make_menu);
}

static void
crm_contact_point_row_init (CrmContactPointRow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; get_kind_field ()->choices[i].name != NULL; i++)
    gtk_string_list_append (names, crm_field_get_choice_label (get_kind_field (), get_kind_field ()->choices[i].name));
  self->setting = TRUE;
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (names));
  self->setting = FALSE;
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), focus);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Copy"), -1);
  crm_menu_popup_attach (GTK_WIDGET (self), make_menu);
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

GtkWidget *
crm_contact_point_row_new (CrmContext *context, const CrmKind *owner_kind, const CrmId *owner)
{
  CrmContactPointRow *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && owner != NULL, NULL);
  g_return_val_if_fail (owner_kind == &crm_kind_customer || owner_kind == &crm_kind_person, NULL);

  self = g_object_new (CRM_TYPE_CONTACT_POINT_ROW, NULL);
  self->context = g_object_ref (context);
  self->owner_kind = owner_kind;
  self->owner = *owner;
  return GTK_WIDGET (self);
}

void
crm_contact_point_row_set_record (CrmContactPointRow *self, CrmRecord *record)
{
  g_return_if_fail (CRM_IS_CONTACT_POINT_ROW (self) && record != NULL);

  crm_record_ref (record);
  g_clear_pointer (&self->record, crm_record_unref);
  self->record = record;
  show (self);
}

CrmRecord *
crm_contact_point_row_get_record (CrmContactPointRow *self)
{
  g_return_val_if_fail (CRM_IS_CONTACT_POINT_ROW (self), NULL);

  return self->record;
}

void
crm_contact_point_row_edit (CrmContactPointRow *self)
{
  g_return_if_fail (CRM_IS_CONTACT_POINT_ROW (self));

  if (is_editing (self))
    return;
  self->kind_chosen = FALSE;
  self->setting = TRUE;
  gtk_drop_down_set_selected (self->kind, find_kind (get_text (self, CRM_CONTACT_POINT_KIND)));
  self->setting = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), get_text (self, CRM_CONTACT_POINT_VALUE) ?: "");
  gtk_editable_set_text (GTK_EDITABLE (self->label), get_text (self, CRM_CONTACT_POINT_LABEL) ?: "");
  gtk_stack_set_visible_child_name (self->stack, "edit");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
