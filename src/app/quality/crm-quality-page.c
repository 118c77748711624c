/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is missing, wrong or out of date among customers and people, counted, with the records and a way through them. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/quality/crm-quality-page.h"

#include "app/quality/crm-quality-duplicates-row.h"
#include "app/quality/crm-quality-records.h"
#include "app/quality/crm-quality-row.h"
#include "app/quality/crm-quality-walk.h"

#include <glib/gi18n-lib.h>

#define TICK_MS 100

/* So many are looked through again in passing whenever something changes; of more, somebody asks for it. */
#define AT_ONCE 20000

struct _CrmQualityPage
{
  CrmPage parent_instance;

  /* template */
  GtkStack *places;
  GtkProgressBar *progress;
  GtkBox *groups;
  GtkLabel *summary;

  /* owned */
  CrmQuality *quality; /* nullable: not read yet */
  GCancellable *cancellable;
  guint tick_source;

  /* borrowed, of the box */
  GtkWidget *rows[CRM_QUALITY_N_CHECKS];
  GtkWidget *duplicates;

  gboolean stale; /* changed since it was read */
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CrmQualityPage, crm_quality_page, CRM_TYPE_PAGE)

static CrmContext *
get_context (CrmQualityPage *self)
{
  return crm_page_get_context (CRM_PAGE (self));
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

/* Shared with the reader's thread. */
typedef struct
{
  CrmQualityPage *page;
  GCancellable *cancellable;
  gint64 now;
  GTimeZone *zone;
  char *calling_code;
  int permille; /* atomic */
} Reading;

static void
reading_clear (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->page);
  g_object_unref (reading->cancellable);
  g_time_zone_unref (reading->zone);
  g_free (reading->calling_code);
}

static void
reading_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, reading_clear);
}

static void
on_progress (double fraction, gpointer data)
{
  g_atomic_int_set (&((Reading *)data)->permille, (int)(1000 * fraction));
}

static gboolean
work (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Reading *reading = data;
  const CrmQualityQuestion question = { reading->now, reading->zone, reading->calling_code, on_progress, reading };
  CrmQuality *quality = crm_quality_read (connection, &question, error);

  if (quality == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_QUALITY);
  g_value_take_boxed (result, quality);
  return TRUE;
}

static gboolean
tick (gpointer data)
{
  Reading *reading = data;

  if (reading->page->progress == NULL)
    return G_SOURCE_REMOVE;
  gtk_progress_bar_set_fraction (reading->page->progress, MIN (1, g_atomic_int_get (&reading->permille) / 1000.0));
  return G_SOURCE_CONTINUE;
}

static guint
get_n_customers (CrmQualityPage *self)
{
  return self->quality->of[CRM_QUALITY_NO_PHONE];
}

static void
show_quality (CrmQualityPage *self)
{
  g_autofree char *reason = crm_store_dup_read_only_reason (crm_context_get_store (get_context (self)));
  guint customers = get_n_customers (self), people = self->quality->of[CRM_QUALITY_PERSON_UNREACHABLE];
  g_autofree char *customer_words = g_strdup_printf (ngettext ("%'u customer", "%'u customers", customers), customers);
  g_autofree char *people_words = g_strdup_printf (ngettext ("%'u person", "%'u people", people), people);
  /* Translators: how many were looked at: "328 customers and 512 people". */
  g_autofree char *summary = g_strdup_printf (_ ("%1$s and %2$s looked at."), customer_words, people_words);

  gtk_label_set_label (self->summary, summary);
  for (CrmQualityCheck check = 0; check < CRM_QUALITY_N_CHECKS; check++)
    crm_quality_row_set (CRM_QUALITY_ROW (self->rows[check]), self->quality, reason == NULL);
  crm_quality_duplicates_row_count (CRM_QUALITY_DUPLICATES_ROW (self->duplicates), crm_context_get_store (get_context (self)));
  gtk_stack_set_visible_child_name (self->places, customers + people > 0 ? "list" : "empty");
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  Reading *reading = data;
  CrmQualityPage *self = reading->page;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self->places == NULL || self->cancellable != reading->cancellable)
    return NULL;
  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_object (&self->cancellable);
  if (value == NULL)
    {
      gtk_stack_set_visible_child_name (self->places, "stopped");
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        crm_page_fail (CRM_PAGE (self), error);
      return NULL;
    }
  g_clear_pointer (&self->quality, crm_quality_unref);
  self->quality = g_value_dup_boxed (value);
  show_quality (self);
  return NULL;
}

static void
look (CrmQualityPage *self)
{
  CrmContext *context = get_context (self);
  Reading *reading = g_atomic_rc_box_new0 (Reading);
  DexFuture *read;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  self->cancellable = g_cancellable_new ();
  self->stale = FALSE;
  reading->page = g_object_ref (self);
  reading->cancellable = g_object_ref (self->cancellable);
  reading->now = crm_clock_now (crm_context_get_clock (context));
  reading->zone = g_time_zone_ref (crm_clock_get_zone (crm_context_get_clock (context)));
  reading->calling_code = g_strdup (crm_workspace_get_calling_code (crm_context_get_workspace (context)));
  self->tick_source = g_timeout_add_full (G_PRIORITY_DEFAULT, TICK_MS, tick, g_atomic_rc_box_acquire (reading), reading_unref);
  read = crm_store_read (crm_context_get_store (context), self->cancellable, work, g_atomic_rc_box_acquire (reading), reading_unref);
  dex_future_disown (dex_future_finally (read, on_read, reading, reading_unref));
}

static void
look_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmQualityPage *self = CRM_QUALITY_PAGE (widget);

  gtk_stack_set_visible_child_name (self->places, "waiting");
  look (self);
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmQualityPage *self = CRM_QUALITY_PAGE (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
look_if_stale (CrmQualityPage *self)
{
  if (self->stale && self->cancellable == NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) && (self->quality == NULL || get_n_customers (self) <= AT_ONCE))
    look (self);
}

static void
on_changed (CrmQualityPage *self, CrmChangeSet *changes)
{
  if ((changes->kinds & crm_quality_get_kinds ()) == 0)
    return;
  self->stale = TRUE;
  look_if_stale (self);
}

/* ── rows ─────────────────────────────────────────────────────────────────────────────────── */

static void
on_row_activated (CrmQualityPage *self, AdwActionRow *row)
{
  CrmQualityCheck check = crm_quality_row_get_check (CRM_QUALITY_ROW (row));

  crm_quality_records_present (CRM_PAGE (self), check, self->quality->found[check]);
}

static void
on_go (CrmQualityPage *self, CrmQualityRow *row)
{
  CrmQualityCheck check = crm_quality_row_get_check (row);

  crm_quality_walk_present (CRM_PAGE (self), check, self->quality->found[check]);
}

static void
add_group (CrmQualityPage *self, CrmQualityGroup group)
{
  AdwPreferencesGroup *box = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (box, _ (crm_quality_get_group_title (group)));
  for (CrmQualityCheck check = 0; check < CRM_QUALITY_N_CHECKS; check++)
    if (crm_quality_get_info (check)->group == group)
      {
        self->rows[check] = crm_quality_row_new (check);
        g_signal_connect_object (self->rows[check], "activated", G_CALLBACK (on_row_activated), self, G_CONNECT_SWAPPED);
        g_signal_connect_object (self->rows[check], "go", G_CALLBACK (on_go), self, G_CONNECT_SWAPPED);
        adw_preferences_group_add (box, self->rows[check]);
      }
  gtk_box_append (self->groups, GTK_WIDGET (box));
}

static void
add_duplicates (CrmQualityPage *self)
{
  AdwPreferencesGroup *box = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  self->duplicates = crm_quality_duplicates_row_new ();
  adw_preferences_group_set_title (box, _ ("Unique?"));
  adw_preferences_group_add (box, self->duplicates);
  gtk_box_append (self->groups, GTK_WIDGET (box));
}

static void
take_focus (CrmPage *page)
{
  gtk_widget_child_focus (GTK_WIDGET (CRM_QUALITY_PAGE (page)->places), GTK_DIR_TAB_FORWARD);
}

static void
crm_quality_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (crm_quality_page_parent_class)->map (widget);

  look_if_stale (CRM_QUALITY_PAGE (widget));
}

static void
crm_quality_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, CRM_QUALITY_PAGE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
crm_quality_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  CrmQualityPage *self = CRM_QUALITY_PAGE (object);

  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
      return;
    }
  self->narrow = g_value_get_boolean (value);
  for (CrmQualityCheck check = 0; check < CRM_QUALITY_N_CHECKS && self->rows[check] != NULL; check++)
    crm_quality_row_set_narrow (CRM_QUALITY_ROW (self->rows[check]), self->narrow);
  if (self->duplicates != NULL)
    crm_quality_duplicates_row_set_narrow (CRM_QUALITY_DUPLICATES_ROW (self->duplicates), self->narrow);
}

static void
crm_quality_page_constructed (GObject *object)
{
  CrmQualityPage *self = CRM_QUALITY_PAGE (object);

  G_OBJECT_CLASS (crm_quality_page_parent_class)->constructed (object);

  for (CrmQualityGroup group = 0; group < CRM_QUALITY_N_GROUPS; group++)
    add_group (self, group);
  add_duplicates (self);
  g_signal_connect_object (crm_context_get_store (get_context (self)), "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  look (self);
}

static void
crm_quality_page_dispose (GObject *object)
{
  CrmQualityPage *self = CRM_QUALITY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_QUALITY_PAGE);
  g_clear_pointer (&self->quality, crm_quality_unref);

  G_OBJECT_CLASS (crm_quality_page_parent_class)->dispose (object);
}

static void
crm_quality_page_class_init (CrmQualityPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = crm_quality_page_constructed;
  object_class->dispose = crm_quality_page_dispose;
  object_class->get_property = crm_quality_page_get_property;
  object_class->set_property = crm_quality_page_set_property;
  widget_class->map = crm_quality_page_map;
  CRM_PAGE_CLASS (klass)->take_focus = take_focus;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/quality/crm-quality-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmQualityPage, places);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityPage, progress);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityPage, groups);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityPage, summary);
  gtk_widget_class_install_action (widget_class, "quality.look", NULL, look_action);
  gtk_widget_class_install_action (widget_class, "quality.stop", NULL, stop_action);
}

static void
crm_quality_page_init (CrmQualityPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
