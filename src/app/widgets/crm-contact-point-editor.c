/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Types one way to reach someone. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-contact-point-editor.h"

#include "core/schema/crm-schema-customers.h"

struct _CrmContactPointEditor
{
  GtkBox parent_instance;

  /* template */
  GtkDropDown *kind;
  GtkEntry *entry;
  GtkEntry *label;
  GtkLabel *problem;

  gboolean guesses; /* the kind still follows what is typed */
  gboolean setting;
};

enum
{
  SAVE,
  GIVE_UP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmContactPointEditor, crm_contact_point_editor, GTK_TYPE_BOX)

static const CrmChoice *
get_choices (void)
{
  return crm_kind_contact_point.fields[CRM_CONTACT_POINT_KIND].choices;
}

static const char *
get_text (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static void
select_kind (CrmContactPointEditor *self, const char *name)
{
  self->setting = TRUE;
  for (guint i = 0; get_choices ()[i].name != NULL; i++)
    if (g_strcmp0 (get_choices ()[i].name, name) == 0)
      gtk_drop_down_set_selected (self->kind, i);
  self->setting = FALSE;
}

static const char *
guess_kind (const char *typed)
{
  if (strchr (typed, '@') != NULL)
    return "email";
  if (g_str_has_prefix (typed, "http") || g_str_has_prefix (typed, "www."))
    return "web";
  if (strpbrk (typed, "0123456789") != NULL && strspn (typed, "+0123456789 -()/.") == strlen (typed))
    return "phone";
  return NULL;
}

static void
on_entry_changed (CrmContactPointEditor *self)
{
  const char *kind = self->guesses ? guess_kind (get_text (self->entry)) : NULL;

  g_assert (CRM_IS_CONTACT_POINT_EDITOR (self));

  if (kind != NULL)
    select_kind (self, kind);
}

static void
on_kind_selected (CrmContactPointEditor *self)
{
  g_assert (CRM_IS_CONTACT_POINT_EDITOR (self));

  if (!self->setting)
    self->guesses = FALSE;
}

static void
on_activate (CrmContactPointEditor *self)
{
  g_assert (CRM_IS_CONTACT_POINT_EDITOR (self));

  g_signal_emit (self, signals[SAVE], 0);
}

static gboolean
on_key (CrmContactPointEditor *self, guint key)
{
  g_assert (CRM_IS_CONTACT_POINT_EDITOR (self));

  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[GIVE_UP], 0);
  return GDK_EVENT_STOP;
}

static gboolean
save_in_idle (gpointer data)
{
  CrmContactPointEditor *self = data;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    g_signal_emit (self, signals[SAVE], 0);
  return G_SOURCE_REMOVE;
}

/* What is saved may take this widget away, and GTK is still on its way through those that the focus left. */
static void
on_focus_left (CrmContactPointEditor *self)
{
  g_assert (CRM_IS_CONTACT_POINT_EDITOR (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    g_idle_add_full (G_PRIORITY_DEFAULT, save_in_idle, g_object_ref (self), g_object_unref);
}

static gboolean
crm_contact_point_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CRM_CONTACT_POINT_EDITOR (widget)->entry));
}

static void
crm_contact_point_editor_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_CONTACT_POINT_EDITOR);

  G_OBJECT_CLASS (crm_contact_point_editor_parent_class)->dispose (object);
}

static void
crm_contact_point_editor_class_init (CrmContactPointEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_contact_point_editor_dispose;
  widget_class->grab_focus = crm_contact_point_editor_grab_focus;

  signals[SAVE] = g_signal_new ("save", CRM_TYPE_CONTACT_POINT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GIVE_UP] = g_signal_new ("give-up", CRM_TYPE_CONTACT_POINT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/widgets/crm-contact-point-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmContactPointEditor, kind);
  gtk_widget_class_bind_template_child (widget_class, CrmContactPointEditor, entry);
  gtk_widget_class_bind_template_child (widget_class, CrmContactPointEditor, label);
  gtk_widget_class_bind_template_child (widget_class, CrmContactPointEditor, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
crm_contact_point_editor_init (CrmContactPointEditor *self)
{
  const CrmField *field = &crm_kind_contact_point.fields[CRM_CONTACT_POINT_KIND];
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->setting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; get_choices ()[i].name != NULL; i++)
    gtk_string_list_append (names, crm_field_get_choice_label (field, get_choices ()[i].name));
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (names));
  self->setting = FALSE;
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

GtkWidget *
crm_contact_point_editor_new (const CrmRecord *record)
{
  CrmContactPointEditor *self = g_object_new (CRM_TYPE_CONTACT_POINT_EDITOR, NULL);

  self->guesses = record == NULL;
  if (record == NULL)
    return GTK_WIDGET (self);
  select_kind (self, crm_record_get_text (record, CRM_CONTACT_POINT_KIND));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), crm_record_get_text (record, CRM_CONTACT_POINT_VALUE) ?: "");
  gtk_editable_set_text (GTK_EDITABLE (self->label), crm_record_get_text (record, CRM_CONTACT_POINT_LABEL) ?: "");
  return GTK_WIDGET (self);
}

gboolean
crm_contact_point_editor_is_empty (CrmContactPointEditor *self)
{
  g_autofree char *typed = NULL;

  g_return_val_if_fail (CRM_IS_CONTACT_POINT_EDITOR (self), TRUE);

  typed = g_strstrip (g_strdup (get_text (self->entry)));
  return *typed == '\0';
}

const char *
crm_contact_point_editor_get_kind (CrmContactPointEditor *self)
{
  g_return_val_if_fail (CRM_IS_CONTACT_POINT_EDITOR (self), NULL);

  return get_choices ()[gtk_drop_down_get_selected (self->kind)].name;
}

void
crm_contact_point_editor_fill (CrmContactPointEditor *self, CrmChange *change)
{
  g_autofree char *typed = NULL;

  g_return_if_fail (CRM_IS_CONTACT_POINT_EDITOR (self) && change != NULL);

  typed = g_strstrip (g_strdup (get_text (self->entry)));
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, crm_contact_point_editor_get_kind (self));
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, typed);
  crm_change_set_text (change, CRM_CONTACT_POINT_LABEL, get_text (self->label));
}

void
crm_contact_point_editor_set_problem (CrmContactPointEditor *self, const char *message)
{
  g_return_if_fail (CRM_IS_CONTACT_POINT_EDITOR (self));

  gtk_label_set_label (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
  if (message != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}
