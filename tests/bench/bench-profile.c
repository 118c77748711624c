/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening profiles with 50 and with 5,000 entries on their timelines: to the painted content, then frames while scrolling. */

#include "app/customers/crm-profile-page.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "crm-app-resources.h"
#include "tests/await.h"
#include "tests/bench/bench-data.h"

#include <glib/gstdio.h>
#include <locale.h>

#define FRAMES 120
#define ROUNDS 6 /* alternating: few, many, few, many … */

static const guint sizes[] = { 50, 5000 };

typedef struct
{
  AdwApplication *app;
  CrmContext *context;
  AdwNavigationView *view;
  CrmId customers[G_N_ELEMENTS (sizes)];
  GtkWidget *list;
  guint round;
  guint frame; /* 0: waiting for content */
  gint64 opened;
  gint64 before;
  double work[FRAMES];
  double opening[G_N_ELEMENTS (sizes)][ROUNDS];
  guint n_opening[G_N_ELEMENTS (sizes)];
} Bench;

static CrmId
make_customer (CrmStore *store, guint n_entries)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Bench", CRM_EDIT_ORIGIN_PERSON);
  CrmId id = crm_id_new (g_get_real_time ());

  crm_change_set_text (crm_edit_create (edit, &crm_kind_customer, &id), CRM_CUSTOMER_NAME, "Harbour & Sons");
  for (guint i = 0; i < n_entries; i++)
    {
      CrmChange *change = crm_edit_create (edit, &crm_kind_interaction, NULL);

      crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, &id);
      crm_change_set_text (change, CRM_INTERACTION_KIND, i % 3 == 0 ? "note" : "call");
      crm_change_set_integer (change, CRM_INTERACTION_AT, g_get_real_time () - (gint64)i * 7 * 3600 * G_USEC_PER_SEC);
      crm_change_set_text (change, CRM_INTERACTION_TEXT, i % 2 == 0 ? "Asked about the delivery in May and the new price list; wants to hear from us on Thursday." : "谈了五月的交货和新价格表");
    }
  await_ok (crm_store_apply (store, edit, NULL));
  return id;
}

static GtkWidget *
find_timeline (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LIST_VIEW (widget) && gtk_widget_has_css_class (widget, "timeline") ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_timeline (child);
  return found;
}

static gboolean
has_content (Bench *bench)
{
  GtkSelectionModel *model;

  if (bench->list == NULL)
    bench->list = find_timeline (GTK_WIDGET (adw_navigation_view_get_visible_page (bench->view)));
  model = bench->list != NULL && gtk_widget_get_mapped (bench->list) ? gtk_list_view_get_model (GTK_LIST_VIEW (bench->list)) : NULL;
  return model != NULL && g_list_model_get_n_items (G_LIST_MODEL (model)) > 0 && gtk_widget_get_first_child (bench->list) != NULL;
}

static void
open_next (Bench *bench)
{
  CrmPage *page;

  if (bench->round == ROUNDS)
    {
      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        g_print ("profile\t%u entries\topened to the painted content in %.1f ms\n", sizes[i], bench_median (bench->opening[i], bench->n_opening[i]));
      g_application_quit (G_APPLICATION (bench->app));
      return;
    }
  bench->list = NULL;
  bench->frame = 0;
  bench->opened = g_get_monotonic_time ();
  page = crm_profile_page_new (bench->context, &bench->customers[bench->round % G_N_ELEMENTS (sizes)], NULL, 0);
  adw_navigation_view_replace (bench->view, (AdwNavigationPage *[]){ ADW_NAVIGATION_PAGE (page) }, 1);
}

static void
on_before (GdkFrameClock *clock, Bench *bench)
{
  bench->before = g_get_monotonic_time ();
}

static void
on_painted (GdkFrameClock *clock, Bench *bench)
{
  guint size = bench->round % G_N_ELEMENTS (sizes);
  GtkAdjustment *adjustment;

  if (bench->frame == 0 && has_content (bench))
    bench->opening[size][bench->n_opening[size]++] = (double)(g_get_monotonic_time () - bench->opened) / 1000;
  if (bench->frame > 0 || has_content (bench))
    {
      bench->work[bench->frame++ % FRAMES] = (double)(g_get_monotonic_time () - bench->before) / 1000;
      adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (bench->list));
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 0.15 * gtk_adjustment_get_page_size (adjustment));
    }
  if (bench->frame == FRAMES)
    {
      double worst = 0;

      for (guint i = 1; i < FRAMES; i++)
        worst = MAX (worst, bench->work[i]);
      g_print ("profile\t%u entries\tscroll: median %.1f ms\tworst %.1f ms\n", sizes[size], bench_median (bench->work, FRAMES), worst);
      bench->round++;
      open_next (bench);
    }
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

static void
on_activate (GApplication *application, Bench *bench)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));
  AdwNavigationPage *first = adw_navigation_page_new (adw_bin_new (), "First");
  GdkFrameClock *clock;

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  bench->view = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_navigation_view_push (bench->view, first);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), GTK_WIDGET (bench->view));
  gtk_widget_realize (window);
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before), bench);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_painted), bench);
  gtk_window_present (GTK_WINDOW (window));
  open_next (bench);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  g_autofree char *folder = g_dir_make_tmp ("clientele-bench-XXXXXX", NULL), *path = g_build_filename (folder, "bench.clientele", NULL);
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (CrmStore) store = NULL;

  setlocale (LC_ALL, "");
  dex_init ();
  g_resources_register (crm_app_get_resource ());
  store = crm_store_new (path, clock, NULL);
  crm_store_set_upkeep (store, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    bench.customers[i] = make_customer (store, sizes[i]);
  bench.context = crm_context_new (store, NULL);
  bench.app = adw_application_new ("org.clientele.Clientele.Bench", G_APPLICATION_NON_UNIQUE);
  g_object_set (bench.app, "resource-base-path", "/org/clientele/Clientele", NULL);
  g_signal_connect (bench.app, "activate", G_CALLBACK (on_activate), &bench);
  return g_application_run (G_APPLICATION (bench.app), 1, argv);
}
