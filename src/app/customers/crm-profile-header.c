/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a profile. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-profile-header.h"

#include "app/crm-page.h"
#include "app/widgets/crm-avatar.h"
#include "app/widgets/crm-chip.h"
#include "app/widgets/crm-menu-popup.h"
#include "app/widgets/crm-record-picker.h"
#include "core/customers/crm-profile-facts.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

struct _CrmProfileHeader
{
  GtkBox parent_instance;

  /* template */
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkWidget *stage_button;
  CrmChip *stage;
  GtkWidget *level_button;
  CrmChip *level;
  AdwWrapBox *line;
  GtkWidget *add_tag;
  GtkLabel *subtitle;

  /* owned */
  CrmContext *context;
  CrmProfile *profile;
  GPtrArray *tags; /* of CrmChip, in line before add_tag */
};

G_DEFINE_FINAL_TYPE (CrmProfileHeader, crm_profile_header, GTK_TYPE_BOX)

static void
apply (CrmProfileHeader *self, CrmEdit *edit, const char *toast)
{
  CrmPage *page = CRM_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_PAGE));

  dex_future_disown (crm_page_apply (page, edit, toast));
}

/* ── tags ─────────────────────────────────────────────────────────────────────────────────── */

/* Two devices that tag the same customer make the same record. */
static void
add_tagging (CrmEdit *edit, const CrmId *customer, const CrmId *tag)
{
  char name[CRM_ID_STRING_LENGTH + 1];
  CrmId id = crm_id_from_name (customer, crm_id_format (tag, name));
  CrmChange *change = crm_edit_create (edit, &crm_kind_tagging, &id);

  crm_change_set_id (change, CRM_TAGGING_CUSTOMER, customer);
  crm_change_set_id (change, CRM_TAGGING_TAG, tag);
}

static void
on_tag_picked (CrmProfileHeader *self, const CrmId *tag, const char *name)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Add Tag"), CRM_EDIT_ORIGIN_PERSON);

  g_assert (CRM_IS_PROFILE_HEADER (self));

  add_tagging (edit, &self->profile->customer->id, tag);
  apply (self, edit, NULL);
}

static void
on_tag_created (CrmProfileHeader *self, const char *name)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Add Tag"), CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_tag, NULL);
  CrmId id = change->id;

  g_assert (CRM_IS_PROFILE_HEADER (self));

  crm_change_set_text (change, CRM_TAG_NAME, name);
  add_tagging (edit, &self->profile->customer->id, &id);
  apply (self, edit, NULL);
}

static void
on_add_tag (CrmProfileHeader *self)
{
  GtkWidget *picker;

  g_assert (CRM_IS_PROFILE_HEADER (self));

  if (self->profile == NULL)
    return;
  picker = crm_record_picker_new (self->context, &crm_kind_tag);
  crm_record_picker_set_create_format (CRM_RECORD_PICKER (picker), _ ("Add “%s”"));
  g_signal_connect_object (picker, "picked", G_CALLBACK (on_tag_picked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (picker, "create", G_CALLBACK (on_tag_created), self, G_CONNECT_SWAPPED);
  crm_popover_popup (self->add_tag, GTK_POPOVER (picker), NULL);
}

static void
on_tag_removed (CrmProfileHeader *self, CrmChip *chip)
{
  const CrmId *id = g_object_get_data (G_OBJECT (chip), "tagging");
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Remove Tag"), CRM_EDIT_ORIGIN_PERSON);

  g_assert (CRM_IS_PROFILE_HEADER (self));

  crm_edit_delete (edit, &crm_kind_tagging, id);
  apply (self, edit, _ ("Tag removed"));
}

static void
show_tags (CrmProfileHeader *self)
{
  GtkWidget *before = self->level_button;

  for (guint i = 0; i < self->tags->len; i++)
    adw_wrap_box_remove (self->line, g_ptr_array_index (self->tags, i));
  g_ptr_array_set_size (self->tags, 0);
  for (guint i = 0; i < self->profile->tags->len; i++)
    {
      const CrmProfileTag *tag = g_ptr_array_index (self->profile->tags, i);
      const char *name = crm_record_get_title (tag->tag);
      g_autofree char *remove = g_strdup_printf (_ ("Remove the Tag “%s”"), name);
      GtkWidget *child = crm_chip_new (name, CRM_TONE_NEUTRAL);

      crm_chip_set_remove_label (CRM_CHIP (child), remove);
      g_object_set_data_full (G_OBJECT (child), "tagging", g_memdup2 (&tag->tagging, sizeof (CrmId)), g_free);
      g_signal_connect_object (child, "removed", G_CALLBACK (on_tag_removed), self, G_CONNECT_SWAPPED);
      adw_wrap_box_insert_child_after (self->line, child, before);
      g_ptr_array_add (self->tags, child);
      before = child;
    }
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
show_choice (CrmProfileHeader *self, GtkWidget *button, CrmChip *chip, guint field)
{
  const CrmField *of = &crm_kind_customer.fields[field];
  const char *choice = crm_record_get_text (self->profile->customer, field);
  g_autofree char *name = g_strdup_printf (_ ("%1$s: %2$s"), crm_field_get_label (of), crm_field_get_choice_label (of, choice));

  gtk_widget_set_visible (button, choice != NULL);
  crm_chip_set_label (chip, crm_field_get_choice_label (of, choice));
  crm_chip_set_tone (chip, crm_tone_for_choice (choice));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
crm_profile_header_dispose (GObject *object)
{
  CrmProfileHeader *self = CRM_PROFILE_HEADER (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_PROFILE_HEADER);
  g_clear_object (&self->context);
  g_clear_pointer (&self->profile, crm_profile_unref);
  g_clear_pointer (&self->tags, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_profile_header_parent_class)->dispose (object);
}

static void
crm_profile_header_class_init (CrmProfileHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_profile_header_dispose;

  g_type_ensure (CRM_TYPE_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/customers/crm-profile-header.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmProfileHeader, avatar);
  gtk_widget_class_bind_template_child (widget_class, CrmProfileHeader, name);
  gtk_widget_class_bind_template_child (widget_class, CrmProfileHeader, stage_button);
  gtk_widget_class_bind_template_child (widget_class, CrmProfileHeader, stage);
  gtk_widget_class_bind_template_child (widget_class, CrmProfileHeader, level_button);
  gtk_widget_class_bind_template_child (widget_class, CrmProfileHeader, level);
  gtk_widget_class_bind_template_child (widget_class, CrmProfileHeader, line);
  gtk_widget_class_bind_template_child (widget_class, CrmProfileHeader, add_tag);
  gtk_widget_class_bind_template_child (widget_class, CrmProfileHeader, subtitle);
  gtk_widget_class_bind_template_callback (widget_class, on_add_tag);
}

static void
crm_profile_header_init (CrmProfileHeader *self)
{
  self->tags = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_profile_header_set_context (CrmProfileHeader *self, CrmContext *context)
{
  g_return_if_fail (CRM_IS_PROFILE_HEADER (self) && CRM_IS_CONTEXT (context));

  g_set_object (&self->context, context);
}

void
crm_profile_header_set_profile (CrmProfileHeader *self, CrmProfile *profile)
{
  const char *name;
  g_autofree char *subtitle = NULL;
  gboolean individual;

  g_return_if_fail (CRM_IS_PROFILE_HEADER (self) && profile != NULL && self->context != NULL);

  crm_profile_ref (profile);
  g_clear_pointer (&self->profile, crm_profile_unref);
  self->profile = profile;
  name = crm_record_get_title (profile->customer);
  individual = g_strcmp0 (crm_record_get_text (profile->customer, CRM_CUSTOMER_TYPE), "individual") == 0;
  subtitle = crm_profile_dup_subtitle (profile, crm_clock_get_zone (crm_context_get_clock (self->context)));
  crm_avatar_set_name (self->avatar, name, individual ? CRM_NAME_PERSON : CRM_NAME_COMPANY);
  gtk_label_set_label (self->name, name != NULL ? name : "");
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
  show_choice (self, self->stage_button, self->stage, CRM_CUSTOMER_LIFE_CYCLE);
  show_choice (self, self->level_button, self->level, CRM_CUSTOMER_LEVEL);
  show_tags (self);
}
