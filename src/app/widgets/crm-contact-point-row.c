/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One way to reach someone. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-contact-point-row.h"

#include "app/crm-page.h"
#include "app/widgets/crm-contact-point-editor.h"
#include "app/widgets/crm-field-history.h"
#include "app/widgets/crm-menu-popup.h"
#include "app/widgets/crm-text-direction.h"
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

  /* while editing, owned by the widget tree */
  CrmContactPointEditor *editor;

  /* owned */
  CrmContext *context;
  CrmRecord *record;

  const CrmKind *owner_kind;
  CrmId owner;
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
  escaped = g_uri_escape_string (value, "@", FALSE);
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
    { "web", "web-browser-symbolic", N_ ("Open in the Browser") },
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
  g_autofree char *shown = crm_text_direction_dup_shown (GTK_WIDGET (self), value != NULL ? value : "");
  g_autofree char *name = NULL;

  if (label != NULL)
    g_string_append_printf (caption, " · %s", label);
  if (opted_out)
    g_string_append_printf (caption, " · %s", _ ("do not use"));
  name = g_strdup_printf (_ ("%1$s: %2$s"), caption->str, value != NULL ? value : "");
  gtk_label_set_label (self->caption, caption->str);
  gtk_label_set_label (self->value, shown);
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
  if (self->editor == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, "value");
  if (take_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_stack_remove (self->stack, GTK_WIDGET (g_steal_pointer (&self->editor)));
  g_signal_emit (self, signals[ENDED], 0);
}

static DexFuture *
on_saved (DexFuture *future, gpointer data)
{
  CrmContactPointRow *self = CRM_CONTACT_POINT_ROW (data);
  g_autoptr (GError) error = NULL;
  gboolean ok = dex_future_get_value (future, &error) != NULL;

  self->saving = FALSE;
  if (self->editor != NULL && !ok)
    crm_contact_point_editor_set_problem (self->editor, error->message);
  else if (self->editor != NULL)
    end_editing (self, gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL);
  return NULL;
}

static void
apply (CrmContactPointRow *self, CrmEdit *edit)
{
  self->saving = TRUE;
  dex_future_disown (dex_future_finally (crm_store_apply (crm_context_get_store (self->context), edit, NULL), on_saved, g_object_ref (self), g_object_unref));
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
on_save (CrmContactPointRow *self)
{
  g_autoptr (CrmEdit) edit = NULL;
  g_autofree char *title = NULL;
  const char *kind;

  g_assert (CRM_IS_CONTACT_POINT_ROW (self));

  if (self->saving || self->editor == NULL)
    return;
  if (self->record == NULL && crm_contact_point_editor_is_empty (self->editor))
    {
      end_editing (self, FALSE);
      return;
    }
  kind = crm_field_get_choice_label (get_kind_field (), crm_contact_point_editor_get_kind (self->editor));
  title = g_strdup_printf (self->record != NULL ? _ ("Change %s") : _ ("Add %s"), kind);
  edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);
  crm_contact_point_editor_fill (self->editor, begin_change (self, edit));
  apply (self, edit);
}

static void
on_give_up (CrmContactPointRow *self)
{
  g_assert (CRM_IS_CONTACT_POINT_ROW (self));

  end_editing (self, self->record != NULL);
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

  if (self->editor != NULL || self->record == NULL)
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

  self->editor = NULL;
  /* The row lets go of its child itself, and would do so twice. */
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
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
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* A hyphen would be read as part of an address. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (self->value, attributes);
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

  if (self->editor != NULL)
    return;
  self->editor = CRM_CONTACT_POINT_EDITOR (crm_contact_point_editor_new (self->record));
  g_signal_connect_object (self->editor, "save", G_CALLBACK (on_save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "give-up", G_CALLBACK (on_give_up), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->editor), "edit");
  gtk_stack_set_visible_child_name (self->stack, "edit");
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}
