/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the head of a column says in figures. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-board-figures.h"

#include <glib/gi18n-lib.h>

static CrmMoney
make_money (const CrmBoardWords *words, gint64 minor)
{
  CrmMoney money = { .minor = minor };

  g_strlcpy (money.currency, words->board->home, sizeof money.currency);
  return money;
}

static char *
dup_compact (const CrmBoardWords *words, gint64 minor)
{
  CrmMoney money = make_money (words, minor);

  return crm_money_format_compact (&money, words->format->locale, words->format->currency);
}

static char *
dup_full (const CrmBoardWords *words, gint64 minor)
{
  CrmMoney money = make_money (words, minor);

  return crm_money_format (&money, words->format->locale, words->format->currency);
}

static gboolean
is_open (const CrmBoardWords *words)
{
  return strcmp (words->stage->outcome, "open") == 0;
}

char *
crm_board_words_dup_count (const CrmBoardWords *words)
{
  return words->stage->totals.n > 0 ? g_strdup_printf ("%'u", words->stage->totals.n) : NULL;
}

char *
crm_board_words_dup_sum (const CrmBoardWords *words)
{
  return words->stage->totals.sum != 0 ? dup_compact (words, words->stage->totals.sum) : NULL;
}

char *
crm_board_words_dup_weighted (const CrmBoardWords *words)
{
  g_autofree char *weighted = NULL;

  if (!is_open (words) || words->stage->totals.sum == 0)
    return NULL;
  weighted = dup_compact (words, words->stage->totals.weighted);
  /* Translators: short, in the head of a column: the sum of amounts times probability. */
  return g_strdup_printf (_ ("%s weighted"), weighted);
}

char *
crm_board_words_dup_age (const CrmBoardWords *words)
{
  if (!is_open (words) || words->by_month || words->stage->totals.n == 0)
    return NULL;
  /* Translators: short, in the head of a column: the mean of the days its deals have been in it. */
  return g_strdup_printf (_ ("⌀ %d d"), words->stage->totals.mean_days);
}

char *
crm_board_words_describe (const CrmBoardWords *words)
{
  const CrmBoardTotals *totals = &words->stage->totals;
  g_autofree char *count = g_strdup_printf (ngettext ("%'u deal", "%'u deals", totals->n), totals->n);
  g_autofree char *sum = dup_full (words, totals->sum), *weighted = dup_full (words, totals->weighted);

  if (!is_open (words) || totals->n == 0)
    /* Translators: a column of the board, how many deals, their sum: "Won, 19 deals, ¥1,120,000". */
    return g_strdup_printf (_ ("%1$s, %2$s, %3$s"), words->title, count, sum);
  if (words->by_month)
    /* Translators: a month of the forecast: "November 2026, 11 deals, ¥640,000, weighted ¥320,000". */
    return g_strdup_printf (_ ("%1$s, %2$s, %3$s, weighted %4$s"), words->title, count, sum, weighted);
  /* Translators: a column of the board: "Offer, 11 deals, ¥640,000, weighted ¥320,000, 12 days in the stage on average". */
  return g_strdup_printf (ngettext ("%1$s, %2$s, %3$s, weighted %4$s, %5$d day in the stage on average", "%1$s, %2$s, %3$s, weighted %4$s, %5$d days in the stage on average",
                                    (gulong)totals->mean_days),
                          words->title, count, sum, weighted, totals->mean_days);
}

/* ── the popover ──────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
make_label (const char *text, const char *css_class, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Takes @value. */
static void
add_figure (GtkWidget *box, const char *name, char *value, const char *meaning)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *label = make_label (name, NULL, 0.f), *figure = make_label (value, "numeric", 1.f);
  GtkWidget *words = make_label (meaning, "caption", 0.f);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (words, "dimmed");
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), figure);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_set_margin_bottom (words, 6);
  g_free (value);
}

static void
add_remark (GtkWidget *box, const char *format, guint n)
{
  g_autofree char *text = NULL;

  if (n == 0)
    return;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = g_strdup_printf (format, n);
#pragma GCC diagnostic pop
  gtk_box_append (GTK_BOX (box), make_label (text, "caption", 0.f));
}

static void
add_remarks (GtkWidget *box, const CrmBoardTotals *totals)
{
  add_remark (box, ngettext ("%'u deal of another currency by its rate of the day", "%'u deals of other currencies by their rates of the day", totals->n_converted), totals->n_converted);
  add_remark (box, ngettext ("%'u deal of a currency without a rate is not in the sums", "%'u deals of currencies without a rate are not in the sums", totals->n_no_rate), totals->n_no_rate);
  add_remark (box, ngettext ("%'u deal has no amount", "%'u deals have no amount", totals->n_no_amount), totals->n_no_amount);
  add_remark (box, ngettext ("%'u amount below nothing or beyond reason is not in the sums", "%'u amounts below nothing or beyond reason are not in the sums", totals->n_wrong), totals->n_wrong);
}

GtkWidget *
crm_board_words_make_popover (const CrmBoardWords *words)
{
  const CrmBoardTotals *totals = &words->stage->totals;
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = make_label (words->title, "heading", 0.f);

  gtk_widget_set_margin_bottom (title, 6);
  gtk_box_append (GTK_BOX (box), title);
  gtk_widget_add_css_class (box, "figures");
  if (is_open (words))
    {
      add_figure (box, _ ("Deals"), g_strdup_printf ("%'u", totals->n), words->by_month ? _ ("All open deals, also those that no forecast counts") : _ ("Open deals in this stage now"));
      add_figure (box, _ ("Sum"), dup_full (words, totals->sum), _ ("Their amounts together"));
      add_figure (box, _ ("Weighted"), dup_full (words, totals->weighted), _ ("Each amount × the deal’s probability, or its stage’s"));
    }
  if (is_open (words) && !words->by_month)
    add_figure (box, _ ("Mean age"), g_strdup_printf (ngettext ("%d day", "%d days", (gulong)totals->mean_days), totals->mean_days), _ ("Whole days since they came to the stage"));
  if (!is_open (words))
    {
      add_figure (box, _ ("Deals"), g_strdup_printf ("%'u", totals->n), _ ("Closed in the period chosen above"));
      add_figure (box, _ ("Sum"), dup_full (words, totals->sum), _ ("Their amounts together"));
    }
  add_remarks (box, totals);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}
