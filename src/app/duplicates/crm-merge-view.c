/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two customers side by side: what differs is chosen field by field, and what would come along is told. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/duplicates/crm-merge-view.h"

#include "app/duplicates/crm-merge-row.h"
#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CrmMergeView
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *kept_name;
  GtkLabel *kept_detail;
  GtkLabel *merged_name;
  GtkLabel *merged_detail;
  GtkLabel *reasons;
  GtkListBox *differing;
  GtkWidget *folded;
  AdwExpanderRow *same;
  GtkLabel *brings;

  GPtrArray *same_rows; /* borrowed, in @same */
  CrmMergeChoice proposed[CRM_CUSTOMER_N_FIELDS];
};

G_DEFINE_FINAL_TYPE (CrmMergeView, crm_merge_view, GTK_TYPE_BOX)

static char *
dup_shown (const CrmProfile *profile, guint field, const CrmValueStyle *style)
{
  const CrmValue *value = &profile->customer->values[field];

  if (value->type == CRM_VALUE_ID)
    return g_strdup (crm_profile_get_reference_name (profile, field));
  return crm_value_format (value, &crm_kind_customer.fields[field], style);
}

/* "洛阳 · 138 0013 8000 · since 3 May 2024": what tells two of one name apart. */
static void
show_detail (GtkLabel *label, const CrmRecord *customer, GTimeZone *zone)
{
  gint64 at = crm_record_get_created (customer);
  g_autofree char *created = at > 0 ? crm_date_format (crm_date_time_to_local (at, zone, NULL)) : NULL;
  const char *parts[] = { crm_record_get_text (customer, CRM_CUSTOMER_CITY), crm_record_get_text (customer, CRM_CUSTOMER_PHONE), crm_record_get_text (customer, CRM_CUSTOMER_EMAIL) };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, text->len > 0 ? " · %s" : "%s", parts[i]);
  if (created != NULL)
    {
      if (text->len > 0)
        g_string_append (text, " · ");
      /* Translators: when a customer's record was made. */
      g_string_append_printf (text, _ ("since %s"), created);
    }
  gtk_label_set_text (label, text->str);
  g_string_free (text, TRUE);
}

static void
add_same (CrmMergeView *self, guint field, const char *shown)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_field_get_label (&crm_kind_customer.fields[field]));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), shown);
  gtk_widget_add_css_class (row, "property");
  adw_expander_row_add_row (self->same, row);
  g_ptr_array_add (self->same_rows, row);
}

static void
show_fields (CrmMergeView *self, const CrmMergePreview *preview, const CrmValueStyle *style)
{
  g_autofree char *title = NULL;

  for (guint field = 0; field < CRM_CUSTOMER_N_FIELDS; field++)
    {
      const CrmValue *one = &preview->kept->customer->values[field], *other = &preview->merged->customer->values[field];
      g_autofree char *kept = NULL;
      g_autofree char *taken = NULL;

      if (!crm_customer_merge_has_field (field) || (one->type == CRM_VALUE_NONE && other->type == CRM_VALUE_NONE))
        continue;
      kept = dup_shown (preview->kept, field, style);
      taken = dup_shown (preview->merged, field, style);
      if (crm_value_equal (one, other))
        add_same (self, field, kept != NULL ? kept : "");
      else
        gtk_list_box_append (self->differing, crm_merge_row_new (field, kept, taken, self->proposed[field]));
    }
  title = g_strdup_printf (ngettext ("%u field is the same", "%u fields are the same", self->same_rows->len), self->same_rows->len);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->same), title);
  gtk_widget_set_visible (self->folded, self->same_rows->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->differing), gtk_list_box_get_row_at_index (self->differing, 0) != NULL);
}

/* ── what comes along ─────────────────────────────────────────────────────────────────────── */

static void
add_words (GString *text, const char *format, guint n)
{
  if (n == 0)
    return;
  if (text->len > 0)
    /* Translators: between "3 deals" and "2 tasks". */
    g_string_append (text, C_ ("between things", ", "));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (text, format, n);
#pragma GCC diagnostic pop
}

static void
show_brings (CrmMergeView *self, const CrmMergePreview *preview)
{
  const guint *n = preview->moves;
  g_autoptr (GString) things = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  guint others = n[CRM_KIND_CUSTOMER] + n[CRM_KIND_INVITATION] + n[CRM_KIND_CUSTOM_VALUE];

  add_words (things, ngettext ("%u interaction", "%u interactions", n[CRM_KIND_INTERACTION]), n[CRM_KIND_INTERACTION]);
  add_words (things, ngettext ("%u task", "%u tasks", n[CRM_KIND_TASK]), n[CRM_KIND_TASK]);
  add_words (things, ngettext ("%u deal", "%u deals", n[CRM_KIND_DEAL]), n[CRM_KIND_DEAL]);
  add_words (things, ngettext ("%u contact point", "%u contact points", n[CRM_KIND_CONTACT_POINT]), n[CRM_KIND_CONTACT_POINT]);
  add_words (things, ngettext ("%u person", "%u people", n[CRM_KIND_ROLE]), n[CRM_KIND_ROLE]);
  add_words (things, ngettext ("%u file", "%u files", n[CRM_KIND_ATTACHMENT]), n[CRM_KIND_ATTACHMENT]);
  add_words (things, ngettext ("%u tag", "%u tags", n[CRM_KIND_TAGGING]), n[CRM_KIND_TAGGING]);
  add_words (things, ngettext ("%u relationship", "%u relationships", n[CRM_KIND_RELATIONSHIP]), n[CRM_KIND_RELATIONSHIP]);
  add_words (things, ngettext ("%u response", "%u responses", n[CRM_KIND_RESPONSE]), n[CRM_KIND_RESPONSE]);
  add_words (things, ngettext ("%u other", "%u others", others), others);
  if (things->len > 0)
    /* Translators: what a customer that is merged brings to the other: "12 interactions, 2 deals". */
    g_string_append_printf (text, _ ("Comes along: %s."), things->str);
  if (preview->doubles > 0)
    {
      g_string_append_printf (text, text->len > 0 ? " " : "%s", "");
      g_string_append_printf (text, ngettext ("%u that both have will stand once.", "%u that both have will stand once.", preview->doubles), preview->doubles);
    }
  gtk_label_set_text (self->brings, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->brings), text->len > 0);
}

static void
clear (CrmMergeView *self)
{
  gtk_list_box_remove_all (self->differing);
  for (guint i = 0; i < self->same_rows->len; i++)
    adw_expander_row_remove (self->same, self->same_rows->pdata[i]);
  g_ptr_array_set_size (self->same_rows, 0);
  adw_expander_row_set_expanded (self->same, FALSE);
}

void
crm_merge_view_show (CrmMergeView *self, const CrmMergePreview *preview, const char *reasons, GTimeZone *zone)
{
  const CrmValueStyle style = { NULL, preview->kept->currency, zone };

  g_return_if_fail (CRM_IS_MERGE_VIEW (self));

  clear (self);
  crm_customer_merge_choose (preview->kept->customer, preview->merged->customer, self->proposed);
  gtk_label_set_text (self->kept_name, crm_record_get_title (preview->kept->customer));
  gtk_label_set_text (self->merged_name, crm_record_get_title (preview->merged->customer));
  show_detail (self->kept_detail, preview->kept->customer, zone);
  show_detail (self->merged_detail, preview->merged->customer, zone);
  gtk_label_set_text (self->reasons, reasons);
  gtk_widget_set_visible (GTK_WIDGET (self->reasons), *reasons != '\0');
  show_fields (self, preview, &style);
  show_brings (self, preview);
}

void
crm_merge_view_get_choices (CrmMergeView *self, CrmMergeChoice *choices)
{
  GtkListBoxRow *row;

  g_return_if_fail (CRM_IS_MERGE_VIEW (self) && choices != NULL);

  memcpy (choices, self->proposed, sizeof self->proposed);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->differing, i)) != NULL; i++)
    choices[crm_merge_row_get_field (CRM_MERGE_ROW (row))] = crm_merge_row_get_choice (CRM_MERGE_ROW (row));
}

gboolean
crm_merge_view_take_focus (CrmMergeView *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (CRM_IS_MERGE_VIEW (self), FALSE);

  row = gtk_list_box_get_row_at_index (self->differing, 0);
  if (row != NULL)
    crm_merge_row_take_focus (CRM_MERGE_ROW (row));
  return row != NULL;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_merge_view_dispose (GObject *object)
{
  CrmMergeView *self = CRM_MERGE_VIEW (object);

  g_clear_pointer (&self->same_rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_MERGE_VIEW);

  G_OBJECT_CLASS (crm_merge_view_parent_class)->dispose (object);
}

static void
crm_merge_view_class_init (CrmMergeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_merge_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/duplicates/crm-merge-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmMergeView, kept_name);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeView, kept_detail);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeView, merged_name);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeView, merged_detail);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeView, reasons);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeView, differing);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeView, folded);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeView, same);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeView, brings);
}

static void
crm_merge_view_init (CrmMergeView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->same_rows = g_ptr_array_new ();
}
