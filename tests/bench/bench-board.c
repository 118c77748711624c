/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board with ten stages: reading it, the first cards, frames while columns scroll and while a drag scrolls the board, one move. */

#include "app/deals/crm-board-column.h"
#include "app/deals/crm-deals-page.h"
#include "core/sales/crm-pipeline.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "crm-app-resources.h"
#include "tests/await.h"
#include "tests/bench/bench-data.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>

#define STAGES 10
#define FRAMES 150
#define MOVES  20

typedef enum
{
  STEP_WINDOW,
  STEP_FIRST,
  STEP_SETTLE,
  STEP_SCROLL_COLUMN,
  STEP_SCROLL_BOARD,
  STEP_MOVE,
  STEP_DONE,
} Step;

typedef struct
{
  CrmStore *store;
  CrmContext *context;
  GtkWidget *window;
  AdwNavigationView *view;
  GPtrArray *columns; /* of CrmBoardColumn */
  CrmRow *held;       /* the card to be moved, while it is read */
  GtkWidget *board;   /* the scrolled window around them */
  Step step;
  guint frame, calm, moves;
  gint64 started, before, moved_at;
  double work[FRAMES];
  guint n_work;
} Bench;

/* ── the file ─────────────────────────────────────────────────────────────────────────────── */

static void
apply (CrmStore *store, CrmEdit *edit)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_apply (store, edit, NULL), &value, &error);
  g_assert_no_error (error);
}

static void
make_pipeline (CrmStore *store, CrmId *customer)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Pipeline", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *made = crm_edit_create (edit, &crm_kind_customer, NULL), *pipeline = crm_pipeline_create (edit, "Large", NULL);
  g_autofree char *after = NULL;

  *customer = made->id;
  crm_change_set_text (made, CRM_CUSTOMER_NAME, "Harbour Office 海港办公");
  crm_change_set_text (made, CRM_CUSTOMER_TYPE, "company");
  for (int i = 0; i < STAGES + 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("Stage %d", i + 1);
      CrmChange *stage = crm_stage_create (edit, &pipeline->id, name, i < STAGES ? "open" : i == STAGES ? "won"
                                                                                                        : "lost",
                                           MIN (10 * i, 100), i % 2 * 14, after);

      g_set_str (&after, crm_change_get (stage, CRM_STAGE_POSITION)->text);
    }
  apply (store, edit);
}

static void
make_deals (CrmStore *store, const CrmPipeline *pipeline, const CrmId *customer, guint n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  gint64 now = crm_clock_now (crm_store_get_clock (store));

  for (guint done = 0; done < n * STAGES;)
    {
      g_autoptr (CrmEdit) edit = crm_edit_new ("Deals", CRM_EDIT_ORIGIN_DEMO);

      for (guint i = 0; i < 2500 && done < n * STAGES; i++, done++)
        {
          CrmChange *deal = crm_edit_create (edit, &crm_kind_deal, NULL);
          g_autofree char *title = g_strdup_printf ("Frame contract 框架合同 %u", done);

          crm_change_set_text (deal, CRM_DEAL_TITLE, title);
          crm_change_set_id (deal, CRM_DEAL_CUSTOMER, customer);
          crm_change_set_id (deal, CRM_DEAL_PIPELINE, &pipeline->record->id);
          crm_change_set_id (deal, CRM_DEAL_STAGE, &((CrmRecord *)pipeline->stages->pdata[done % STAGES])->id);
          crm_change_set_money (deal, CRM_DEAL_AMOUNT, (CrmMoney){ g_rand_int_range (random, 1, 5000) * 10000, "CNY" });
          crm_change_set_integer (deal, CRM_DEAL_STAGE_SINCE, now - g_rand_int_range (random, 0, 60) * G_TIME_SPAN_DAY);
          crm_change_set_integer (deal, CRM_DEAL_EXPECTED_CLOSE, 20270101 + g_rand_int_range (random, 0, 28));
        }
      apply (store, edit);
    }
}

static CrmStore *
open_board (const char *path, guint n)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GError) error = NULL;
  CrmStore *store = crm_store_new (path, clock, &error);
  g_autoptr (GPtrArray) pipelines = NULL;
  CrmId customer;

  g_assert_no_error (error);
  make_pipeline (store, &customer);
  pipelines = await_boxed (crm_store_read (store, NULL, crm_pipelines_read_into, NULL, NULL));
  make_deals (store, pipelines->pdata[0], &customer, n);
  return store;
}

/* ── frames ───────────────────────────────────────────────────────────────────────────────── */

static void
find_all (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    find_all (child, type, found);
}

static gboolean
find_columns (Bench *bench)
{
  g_ptr_array_set_size (bench->columns, 0);
  find_all (bench->window, CRM_TYPE_BOARD_COLUMN, bench->columns);
  return bench->columns->len > 0 && g_list_model_get_n_items (G_LIST_MODEL (crm_board_column_get_list (bench->columns->pdata[0]))) > 0;
}

static void
scroll (GtkWidget *scrolled, gboolean across, double by)
{
  GtkScrolledWindow *window = GTK_SCROLLED_WINDOW (scrolled);
  GtkAdjustment *adjustment = across ? gtk_scrolled_window_get_hadjustment (window) : gtk_scrolled_window_get_vadjustment (window);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + by);
}

static GtkWidget *
get_scroller (GtkWidget *column)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  find_all (column, GTK_TYPE_SCROLLED_WINDOW, found);
  return found->pdata[0];
}

static void
tell (Bench *bench, const char *what)
{
  double worst = 0;

  for (guint i = 0; i < bench->n_work; i++)
    worst = MAX (worst, bench->work[i]);
  printf ("board\t%s\t%u frames\tmedian %.1f ms\tworst %.1f ms\n", what, bench->n_work, bench_median (bench->work, bench->n_work), worst);
  bench->n_work = 0;
  bench->frame = 0;
  bench->step++;
}

static void
move_one (Bench *bench)
{
  CrmBoardColumn *from = bench->columns->pdata[0];
  g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (crm_board_column_get_list (from)), 0);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Move", CRM_EDIT_ORIGIN_PERSON);

  g_set_object (&bench->held, row);
  if (crm_row_get_record (row) == NULL)
    return;
  crm_change_set_id (crm_edit_update (edit, &crm_kind_deal, &crm_row_get_record (row)->id), CRM_DEAL_STAGE, &crm_board_column_get_stage (bench->columns->pdata[1])->stage->id);
  bench->moved_at = g_get_monotonic_time ();
  bench->calm = crm_board_list_get_n_deals (crm_board_column_get_list (from));
  dex_future_disown (crm_store_apply (bench->store, edit, NULL));
}

/* As when a person goes to the board: the window is there and has come to rest. */
static void
open_page (Bench *bench)
{
  AdwNavigationPage *page;

  bench->step++;
  bench->calm = 0;
  bench->started = g_get_monotonic_time ();
  page = g_object_new (CRM_TYPE_DEALS_PAGE, "context", bench->context, NULL);
  adw_navigation_view_replace (bench->view, &page, 1);
}

static void
drive (Bench *bench, double work)
{
  switch (bench->step)
    {
    case STEP_WINDOW:
      bench->calm = work < 3 ? bench->calm + 1 : 0;
      if (bench->calm > 20)
        open_page (bench);
      return;
    case STEP_FIRST:
      if (!find_columns (bench))
        return;
      printf ("board\tto the first cards\t%.0f ms\n", (double)(g_get_monotonic_time () - bench->started) / 1000);
      bench->board = gtk_widget_get_ancestor (gtk_widget_get_parent (bench->columns->pdata[0]), GTK_TYPE_SCROLLED_WINDOW);
      bench->step++;
      return;
    case STEP_SETTLE:
      bench->calm = work < 3 ? bench->calm + 1 : 0;
      if (bench->n_work < FRAMES)
        bench->work[bench->n_work++] = work;
      if (bench->calm > 40)
        tell (bench, "growing to all cards");
      return;
    case STEP_SCROLL_COLUMN:
      if (bench->frame++ > 0)
        bench->work[bench->n_work++] = work;
      scroll (get_scroller (bench->columns->pdata[0]), FALSE, 90);
      if (bench->n_work == FRAMES)
        tell (bench, "scrolling a column");
      return;
    case STEP_SCROLL_BOARD:
      /* As a drag at the edge does it: the board goes across while the columns stand. */
      if (bench->frame++ > 0)
        bench->work[bench->n_work++] = work;
      scroll (bench->board, TRUE, bench->frame % 80 < 40 ? 18 : -18);
      if (bench->n_work == FRAMES)
        tell (bench, "scrolling the board at the edge of a drag");
      return;
    case STEP_MOVE:
      if (bench->moved_at != 0 && crm_board_list_get_n_deals (crm_board_column_get_list (bench->columns->pdata[0])) != bench->calm)
        {
          bench->work[bench->n_work++] = (double)(g_get_monotonic_time () - bench->moved_at) / 1000;
          bench->moved_at = 0;
        }
      if (bench->n_work == MOVES)
        tell (bench, "a move until it is painted");
      else if (bench->moved_at == 0)
        move_one (bench);
      return;
    case STEP_DONE:
    default:
      gtk_window_destroy (GTK_WINDOW (bench->window));
    }
}

static void
on_before (GdkFrameClock *clock, Bench *bench)
{
  bench->before = g_get_monotonic_time ();
}

static void
on_painted (GdkFrameClock *clock, Bench *bench)
{
  drive (bench, (double)(g_get_monotonic_time () - bench->before) / 1000);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

static gboolean
read_board (CrmConnection *connection, gpointer question, GValue *result, GError **error)
{
  gint64 before = g_get_monotonic_time ();
  gboolean read = crm_board_read_into (connection, question, result, error);

  printf ("board\treading it\t%.1f ms\n", (double)(g_get_monotonic_time () - before) / 1000);
  return read;
}

static void
time_reading (CrmStore *store)
{
  CrmBoardQuestion *question = g_new0 (CrmBoardQuestion, 1);
  g_autoptr (CrmBoard) board = NULL;

  question->pipelines = await_boxed (crm_store_read (store, NULL, crm_pipelines_read_into, NULL, NULL));
  question->pipeline = crm_pipeline_ref (question->pipelines->pdata[0]);
  question->now = crm_clock_now (crm_store_get_clock (store));
  question->zone = g_time_zone_ref (crm_clock_get_zone (crm_store_get_clock (store)));
  question->home = g_strdup ("CNY");
  board = await_boxed (crm_store_read (store, NULL, read_board, question, (GDestroyNotify)crm_board_question_free));
}

static void
on_activate (AdwApplication *app, Bench *bench)
{
  AdwNavigationPage *empty = adw_navigation_page_new (adw_status_page_new (), "Clientele");
  GdkFrameClock *clock;

  bench->context = crm_context_new (bench->store, NULL);
  bench->window = adw_application_window_new (GTK_APPLICATION (app));
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1280, 800);
  bench->view = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_navigation_view_add (bench->view, empty);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (bench->window), GTK_WIDGET (bench->view));
  gtk_window_present (GTK_WINDOW (bench->window));
  clock = gtk_widget_get_frame_clock (bench->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before), bench);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_painted), bench);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("clientele-board-XXXXXX", NULL), *path = g_build_filename (folder, "board.clientele", NULL);
  guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 5000;
  g_autoptr (AdwApplication) app = NULL;
  Bench bench = { 0 };

  setlocale (LC_ALL, "");
  dex_init ();
  bench.store = open_board (path, n);
  bench.columns = g_ptr_array_new ();
  setvbuf (stdout, NULL, _IOLBF, 0);
  printf ("board\t%u deals in each of %d stages\n", n, STAGES);
  time_reading (bench.store);
  time_reading (bench.store);
  app = adw_application_new ("org.clientele.Clientele.Bench", G_APPLICATION_NON_UNIQUE);
  g_resources_register (crm_app_get_resource ());
  g_object_set (app, "resource-base-path", "/org/clientele/Clientele", NULL);
  g_signal_connect (app, "activate", G_CALLBACK (on_activate), &bench);
  g_application_run (G_APPLICATION (app), 1, argv);
  g_ptr_array_unref (bench.columns);
  g_clear_object (&bench.held);
  g_clear_object (&bench.context);
  g_clear_object (&bench.store);
  return 0;
}
