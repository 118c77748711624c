/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: time to the first rows, frames while scrolling and jumping, typing to the painted answer, memory. */

#include "config.h"

#include "app/crm-application.h"
#include "app/customers/crm-customers-page.h"
#include "core/query/crm-query-model.h"
#include "crm-app-resources.h"
#include "tests/bench/bench-data.h"

#include <locale.h>
#include <stdio.h>

#define FIRST_ROWS 25
#define FRAMES     120

/* What is measured in turn; each step is driven by the frame clock, as a person's would be. */
typedef enum
{
  STEP_FIRST,
  STEP_SETTLE,
  STEP_SCROLL,
  STEP_JUMP,
  STEP_TYPE,
  STEP_DONE,
} Step;

typedef struct
{
  gint64 spawned; /* CLOCK_MONOTONIC, microseconds, when the process was asked for */
  guint n;
  AdwApplication *app;
  GtkWidget *window;
  GtkWidget *page;
  GtkColumnView *table;
  GtkEditable *entry;
  Step step;
  guint frame;
  gint64 before;
  double work[FRAMES * 4];
  guint n_work;
  guint typed;
  gint64 typed_at;
  guint n_painted; /* since it was typed */
} Bench;

static const char *const letters[] = { "z", "zh", "zhang", "", "har", "", "公", "公司", "", "138", "" };

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

static long
read_memory_kib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = strstr (status, "RssAnon:");
  return line != NULL ? atol (line + strlen ("RssAnon:")) : 0;
}

static CrmQueryModel *
get_model (Bench *bench)
{
  GtkSelectionModel *selection = gtk_column_view_get_model (bench->table);

  return CRM_QUERY_MODEL (gtk_multi_selection_get_model (GTK_MULTI_SELECTION (selection)));
}

static guint
count_filled (Bench *bench)
{
  GListModel *model = G_LIST_MODEL (get_model (bench));
  guint filled = 0;

  for (guint i = 0; i < MIN (FIRST_ROWS, g_list_model_get_n_items (model)); i++)
    {
      g_autoptr (CrmRow) row = g_list_model_get_item (model, i);

      filled += crm_row_get_record (row) != NULL;
    }
  return filled;
}

static void
report (Bench *bench, const char *what)
{
  double worst = 0;
  guint at = 0;

  for (guint i = 0; i < bench->n_work; i++)
    if (bench->work[i] > worst)
      {
        worst = bench->work[i];
        at = i;
      }
  g_print ("window\t%s\t%u frames\tmedian %.1f ms\tworst %.1f ms (frame %u)\n", what, bench->n_work, bench_median (bench->work, bench->n_work), worst, at + 1);
  bench->n_work = 0;
}

static void
next_step (Bench *bench)
{
  bench->step++;
  bench->frame = 0;
  bench->n_work = 0;
}

static void
scroll_by (Bench *bench, double pages)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (bench->table));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + pages * gtk_adjustment_get_page_size (adjustment));
}

static void
type_next (Bench *bench)
{
  if (bench->typed == G_N_ELEMENTS (letters))
    {
      next_step (bench);
      g_print ("window\tmemory\t%.1f MiB anonymous\n", (double)read_memory_kib () / 1024);
      g_application_quit (G_APPLICATION (bench->app));
      return;
    }
  bench->typed_at = g_get_monotonic_time ();
  bench->frame = 0;
  bench->n_painted = 0;
  gtk_editable_set_text (bench->entry, letters[bench->typed++]);
}

static void
on_replaced (CrmQueryModel *model, Bench *bench)
{
  const char *search = crm_query_get_search (crm_query_model_get_query (model));

  /* The answer is in: the next painted frame shows it. Setting a text clears it first, and that is answered too. */
  if (bench->step == STEP_TYPE && bench->typed > 0 && crm_query_model_is_ready (model) && g_strcmp0 (search, letters[bench->typed - 1]) == 0)
    bench->frame = 1000;
}

static void
on_painted (GdkFrameClock *clock, Bench *bench)
{
  double work = (double)(g_get_monotonic_time () - bench->before) / 1000;

  switch (bench->step)
    {
    case STEP_FIRST:
      if (bench->page != NULL && count_filled (bench) < MIN (FIRST_ROWS, bench->n))
        break;
      g_print ("window\t%s\t%.1f ms\n", bench->page != NULL ? "start to the first 25 rows" : "start to an empty window",
               (double)(g_get_monotonic_time () - bench->spawned) / 1000);
      if (bench->page == NULL)
        {
          g_print ("window\tmemory\t%.1f MiB anonymous\n", (double)read_memory_kib () / 1024);
          g_application_quit (G_APPLICATION (bench->app));
          break;
        }
      next_step (bench);
      break;
    case STEP_SETTLE:
      bench->work[bench->n_work++] = work;
      if (++bench->frame < 30)
        break;
      report (bench, "frames after the first");
      next_step (bench);
      break;
    case STEP_SCROLL:
      bench->work[bench->n_work++] = work;
      scroll_by (bench, 0.15);
      if (++bench->frame == FRAMES)
        {
          report (bench, "scroll");
          next_step (bench);
        }
      break;
    case STEP_JUMP:
      bench->work[bench->n_work++] = work;
      if (bench->frame % 3 == 0)
        gtk_column_view_scroll_to (bench->table, (guint)((guint64)(bench->frame + 1) * 7919 * 131 % bench->n), NULL, GTK_LIST_SCROLL_NONE, NULL);
      if (++bench->frame == FRAMES)
        {
          report (bench, "jump");
          next_step (bench);
          type_next (bench);
        }
      break;
    case STEP_TYPE:
      bench->n_painted++;
      if (bench->frame < 1000)
        break;
      g_print ("window\ttyped “%s”\t%u hits\t%.1f ms to the painted answer, in frame %u\n", letters[bench->typed - 1], crm_query_model_get_n_matching (get_model (bench)),
               (double)(g_get_monotonic_time () - bench->typed_at) / 1000, bench->n_painted);
      type_next (bench);
      break;
    case STEP_DONE:
    default:
      break;
    }
  if (bench->step != STEP_DONE)
    gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

/* The program itself: its own window, to the first rows. */
static void
on_program_painted (GdkFrameClock *clock, Bench *bench)
{
  GtkWidget *table = find_widget (bench->window, GTK_TYPE_COLUMN_VIEW);

  bench->table = table != NULL ? GTK_COLUMN_VIEW (table) : NULL;
  if (bench->table == NULL || gtk_column_view_get_model (bench->table) == NULL || count_filled (bench) < FIRST_ROWS)
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      return;
    }
  g_signal_handlers_disconnect_by_func (clock, on_program_painted, bench);
  g_print ("window\tstart of the program to the first 25 rows\t%.1f ms\n", (double)(g_get_monotonic_time () - bench->spawned) / 1000);
  g_application_quit (G_APPLICATION (bench->app));
}

static void
on_program_realized (GtkWidget *window, Bench *bench)
{
  bench->window = window;
  g_signal_connect_after (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_program_painted), bench);
}

static void
on_program_window (GtkApplication *application, GtkWindow *window, Bench *bench)
{
  g_signal_connect_after (window, "realize", G_CALLBACK (on_program_realized), bench);
}

static int
run_program (Bench *bench)
{
  g_autoptr (CrmApplication) application = crm_application_new ();
  g_autoptr (GSettings) settings = g_settings_new (CRM_APP_ID);
  g_autofree char *path = bench_data_dup_path (bench->n);
  char *arguments[] = { (char *)"clientele", (char *)"--db", path, NULL };

  g_settings_set_string (settings, "page", "customers");
  bench->app = ADW_APPLICATION (application);
  g_signal_connect (application, "window-added", G_CALLBACK (on_program_window), bench);
  return g_application_run (G_APPLICATION (application), G_N_ELEMENTS (arguments) - 1, arguments);
}

static void
on_before (GdkFrameClock *clock, Bench *bench)
{
  bench->before = g_get_monotonic_time ();
}

static void
on_activate (GApplication *application, Bench *bench)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GdkFrameClock *clock;

  bench->window = adw_application_window_new (GTK_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1280, 800);
  if (bench->n == 0)
    {
      adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
      adw_application_window_set_content (ADW_APPLICATION_WINDOW (bench->window), view);
    }
  else
    {
      g_autoptr (CrmStore) store = bench_data_open (bench->n);
      g_autoptr (CrmContext) context = crm_context_new (store, NULL);

      bench->page = g_object_new (CRM_TYPE_CUSTOMERS_PAGE, "context", context, NULL);
      bench->table = GTK_COLUMN_VIEW (find_widget (bench->page, GTK_TYPE_COLUMN_VIEW));
      bench->entry = GTK_EDITABLE (find_widget (bench->page, GTK_TYPE_SEARCH_ENTRY));
      g_signal_connect_after (get_model (bench), "replaced", G_CALLBACK (on_replaced), bench);
      view = adw_navigation_view_new ();
      adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (bench->page));
      adw_application_window_set_content (ADW_APPLICATION_WINDOW (bench->window), view);
    }
  gtk_widget_realize (bench->window);
  clock = gtk_widget_get_frame_clock (bench->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before), bench);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_painted), bench);
  gtk_window_present (GTK_WINDOW (bench->window));
}

int
main (int argc, char **argv)
{
  Bench bench = { .spawned = g_get_monotonic_time () };
  g_autoptr (AdwApplication) application = NULL;

  setlocale (LC_ALL, "");
  dex_init ();
  g_resources_register (crm_app_get_resource ());
  bench.n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 0;
  if (argc > 2)
    bench.spawned = g_ascii_strtoll (argv[2], NULL, 10);
  if (argc > 3)
    return run_program (&bench);
  application = adw_application_new ("org.clientele.Clientele.Bench", G_APPLICATION_NON_UNIQUE);
  g_object_set (application, "resource-base-path", "/org/clientele/Clientele", NULL);
  bench.app = application;
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &bench);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
