/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed since the last review, or in the last days: value, stages, deal by deal. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-movement.h"

#include "app/deals/crm-deals-records.h"
#include "app/deals/crm-movement-figures.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

/* Deals listed at once; the rest is one step away. */
#define ROWS_MAX 40

typedef enum
{
  CARD_VALUE,
  CARD_MATRIX,
  CARD_DEALS,
  N_CARDS
} Card;

struct _CrmDealsMovement
{
  CrmDealsReport parent_instance;

  guint days; /* CRM_MOVEMENT_SINCE_REVIEW, or how many */

  /* borrowed */
  CrmReportCard *cards[N_CARDS];
  CrmChart *charts[CARD_DEALS];
  GtkListBox *rows;
  GtkWidget *all;
};

G_DEFINE_FINAL_TYPE (CrmDealsMovement, crm_deals_movement, CRM_TYPE_DEALS_REPORT)

static const CrmDefinition definitions[N_CARDS] = {
  [CARD_VALUE] = {
      N_ ("Value of the open deals"),
      N_ ("From the value of the deals that were open then to that of those open today: plus added, grown and reopened, less shrunk, won, lost and removed. The two days are compared and nothing in between; moving and pushing change no value."),
      N_ ("How deals stood is taken from the daily snapshots."),
      NULL,
  },
  [CARD_MATRIX] = {
      N_ ("From stage to stage"),
      N_ ("How many deals stood in each stage then and stand in each now. On the diagonal are those that stayed."),
      N_ ("How deals stood is taken from the daily snapshots."),
      NULL,
  },
  [CARD_DEALS] = {
      N_ ("Deal by deal"),
      N_ ("The deals that changed, the most valuable first."),
      NULL,
      NULL,
  },
};

static const struct
{
  guint days;
  const char *title;
} choices[] = {
  { CRM_MOVEMENT_SINCE_REVIEW, N_ ("Since the last review") },
  { 1, N_ ("Since yesterday") },
  { 7, N_ ("Last 7 days") },
  { 30, N_ ("Last 30 days") },
  { 90, N_ ("Last 90 days") },
};

static void
present (CrmDealsMovement *self, const char *title, GArray *ids)
{
  crm_deals_records_present (crm_deals_view_get_page (CRM_DEALS_VIEW (self)), title, ids);
}

static void
on_mark (CrmChart *chart, guint series, guint category, CrmDealsMovement *self)
{
  const CrmMovementFigures *figures = crm_deals_report_get_figures (CRM_DEALS_REPORT (self));
  CrmChartData *data = crm_chart_get_data (chart);
  g_autoptr (GArray) ids = NULL;
  g_autofree char *title = NULL;

  if (chart == self->charts[CARD_VALUE])
    {
      ids = crm_movement_figures_find_kind (figures, crm_movement_figures_get_kind (figures, category));
      present (self, crm_chart_data_get_name (data, category), ids);
      return;
    }
  ids = crm_movement_figures_find_cell (figures, crm_deals_report_get_reading (CRM_DEALS_REPORT (self)), series, category);
  title = g_strdup_printf ("%s → %s", crm_chart_data_get_series_name (data, series), crm_chart_data_get_name (data, category));
  present (self, title, ids);
}

static void
on_row_activated (GtkListBox *rows, GtkListBoxRow *row, CrmDealsMovement *self)
{
  const CrmMovementFigures *figures = crm_deals_report_get_figures (CRM_DEALS_REPORT (self));
  guint index = (guint)gtk_list_box_row_get_index (row);

  if (index < figures->deals->len)
    crm_page_open_record (crm_deals_view_get_page (CRM_DEALS_VIEW (self)), &crm_kind_deal, &((CrmChangedDeal *)figures->deals->pdata[index])->record->id, NULL, 0);
}

static void
on_all (GtkButton *button, CrmDealsMovement *self)
{
  g_autoptr (GArray) ids = crm_movement_figures_find_kind (crm_deals_report_get_figures (CRM_DEALS_REPORT (self)), CRM_N_MOVEMENTS);

  present (self, _ ("All that changed"), ids);
}

static GtkWidget *
make_row (CrmDealsMovement *self, const CrmMovementFigures *figures, const CrmDealReading *reading, const CrmChangedDeal *deal)
{
  GtkWidget *row = adw_action_row_new (), *what = gtk_label_new (NULL);
  g_autofree char *changes = crm_movement_figures_describe (&deal->change), *stages = crm_movement_figures_describe_stages (figures, reading, &deal->change);
  g_autofree char *money = crm_deals_report_format_money (CRM_DEALS_REPORT (self), deal->change.growth);
  g_autofree char *growth = deal->change.growth != 0 ? g_strconcat (deal->change.growth > 0 ? "+" : "", money, NULL) : NULL;
  g_autofree char *subtitle = g_strjoin (" · ", crm_record_get_text (deal->record, CRM_DEAL_CUSTOMER_NAME) ?: _ ("No customer"), stages, growth, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_record_get_title (deal->record));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_label_set_label (GTK_LABEL (what), changes);
  gtk_label_set_ellipsize (GTK_LABEL (what), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (what, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), what);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), !deal->record->deleted);
  return row;
}

static void
crm_deals_movement_show (CrmDealsReport *report, CrmDealReading *reading, gpointer data)
{
  CrmDealsMovement *self = CRM_DEALS_MOVEMENT (report);
  const CrmMovementFigures *figures = data;
  g_autoptr (CrmChartData) value = crm_movement_figures_chart_value (figures, reading), matrix = crm_movement_figures_chart_matrix (figures, reading);
  const CrmExcluded *excluded = &figures->movement->excluded;

  crm_chart_set_data (self->charts[CARD_VALUE], value);
  crm_chart_set_data (self->charts[CARD_MATRIX], matrix);
  gtk_list_box_remove_all (self->rows);
  for (guint i = 0; i < figures->deals->len && i < ROWS_MAX; i++)
    gtk_list_box_append (self->rows, make_row (self, figures, reading, figures->deals->pdata[i]));
  gtk_widget_set_visible (self->all, figures->deals->len > ROWS_MAX);
  crm_deals_report_set_counts (self->cards[CARD_VALUE], figures->after->len, excluded);
  crm_deals_report_set_counts (self->cards[CARD_MATRIX], figures->after->len, NULL);
  crm_deals_report_set_counts (self->cards[CARD_DEALS], figures->deals->len, NULL);
}

/* ── the view ─────────────────────────────────────────────────────────────────────────────── */

static void
on_choice (GtkDropDown *choice, GParamSpec *spec, CrmDealsMovement *self)
{
  guint selected = gtk_drop_down_get_selected (choice);

  if (selected >= G_N_ELEMENTS (choices))
    return;
  self->days = choices[selected].days;
  crm_deals_report_refresh (CRM_DEALS_REPORT (self));
}

static GtkWidget *
make_choice (CrmDealsMovement *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  GtkWidget *choice;

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_string_list_append (titles, _ (choices[i].title));
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&titles)), NULL);
  gtk_widget_set_tooltip_text (choice, _ ("Compare With"));
  gtk_widget_add_css_class (choice, "flat-choice");
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (on_choice), self, G_CONNECT_DEFAULT);
  return choice;
}

static GtkWidget *
make_chart_card (CrmDealsMovement *self, Card card, int height)
{
  GtkWidget *widget = crm_report_card_new (&definitions[card]), *chart = crm_chart_new ();

  gtk_widget_set_size_request (chart, -1, height);
  crm_report_card_set_content (CRM_REPORT_CARD (widget), chart);
  crm_deals_report_add_chart (CRM_DEALS_REPORT (self), CRM_CHART (chart));
  g_signal_connect_object (chart, "activate", G_CALLBACK (on_mark), self, G_CONNECT_DEFAULT);
  self->cards[card] = CRM_REPORT_CARD (widget);
  self->charts[card] = CRM_CHART (chart);
  return widget;
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *label = gtk_label_new (_ ("No deal has changed."));

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_top (label, 18);
  gtk_widget_set_margin_bottom (label, 18);
  return label;
}

static GtkWidget *
make_deals_card (CrmDealsMovement *self)
{
  GtkWidget *widget = crm_report_card_new (&definitions[CARD_DEALS]), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (self->rows, make_empty ());
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Deals that changed"), -1);
  g_signal_connect_object (self->rows, "row-activated", G_CALLBACK (on_row_activated), self, G_CONNECT_DEFAULT);
  self->all = gtk_button_new_with_label (_ ("Show All That Changed"));
  gtk_widget_set_halign (self->all, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->all, "pill");
  g_signal_connect_object (self->all, "clicked", G_CALLBACK (on_all), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->rows));
  gtk_box_append (GTK_BOX (box), self->all);
  crm_report_card_set_content (CRM_REPORT_CARD (widget), box);
  self->cards[CARD_DEALS] = CRM_REPORT_CARD (widget);
  return widget;
}

static void
crm_deals_movement_begin (CrmDealsView *view)
{
  CrmDealsMovement *self = CRM_DEALS_MOVEMENT (view);
  GtkBox *box = crm_deals_report_get_box (CRM_DEALS_REPORT (view));

  CRM_DEALS_VIEW_CLASS (crm_deals_movement_parent_class)->begin (view);

  gtk_box_append (box, make_chart_card (self, CARD_VALUE, 320));
  crm_report_card_add_control (self->cards[CARD_VALUE], make_choice (self));
  gtk_box_append (box, make_chart_card (self, CARD_MATRIX, 320));
  gtk_box_append (box, make_deals_card (self));
}

static gboolean
is_empty (gconstpointer data)
{
  const CrmMovementFigures *figures = data;

  return figures->before->len == 0 && figures->after->len == 0;
}

static void
crm_deals_movement_reach (CrmDealsReport *report, CrmDealsRequest *request)
{
  request->choice = CRM_DEALS_MOVEMENT (report)->days;
}

static void
crm_deals_movement_class_init (CrmDealsMovementClass *klass)
{
  CrmDealsReportClass *report_class = CRM_DEALS_REPORT_CLASS (klass);

  CRM_DEALS_VIEW_CLASS (klass)->begin = crm_deals_movement_begin;
  report_class->reach = crm_deals_movement_reach;
  report_class->compute = crm_movement_figures_compute;
  report_class->release = crm_movement_figures_free;
  report_class->is_empty = is_empty;
  report_class->show = crm_deals_movement_show;
  report_class->follows = 1u << CRM_KIND_STAGE | 1u << CRM_KIND_REVIEW;
}

static void
crm_deals_movement_init (CrmDealsMovement *self)
{
  self->days = CRM_MOVEMENT_SINCE_REVIEW;
}
