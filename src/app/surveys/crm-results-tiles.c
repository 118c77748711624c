/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures over the charts of a survey: how many answered, of how many, the score, whether scales measure one thing. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-results-tiles.h"

#include "app/reports/crm-figure-tile.h"
#include "app/surveys/crm-results-definitions.h"
#include "app/surveys/crm-results-words.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  TILE_RESPONSES,
  TILE_RATE,
  TILE_SCORE,
  TILE_ALPHA,
  N_TILES
} Tile;

struct _CrmResultsTiles
{
  AdwBin parent_instance;

  /* borrowed */
  CrmFigureTile *tiles[N_TILES];
};

enum
{
  PRESSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmResultsTiles, crm_results_tiles, ADW_TYPE_BIN)

static void
show_responses (CrmResultsTiles *self, const CrmResultsFigures *figures)
{
  const CrmSurveyResults *results = figures->results;
  g_autofree char *n = results->is_withheld ? g_strdup ("–") : g_strdup_printf ("%'u", results->n);
  g_autofree char *of = results->n != results->n_all && !results->is_withheld ? g_strdup_printf (_ ("of %'u"), results->n_all) : NULL;
  g_autofree char *before = results->n_before > 0 ? g_strdup_printf (_ ("%'u in the period before"), results->n_before) : NULL;

  crm_figure_tile_set (self->tiles[TILE_RESPONSES], n, of != NULL ? of : before, results->anonymous ? _ ("How many responses the filter leaves. They are anonymous: nothing leads from here to who gave them.") : _ ("How many responses the filter leaves. Press to see them."));
}

static void
show_rate (CrmResultsTiles *self, const CrmResultsFigures *figures)
{
  const CrmResponseRate *rate = &figures->rate;
  g_autofree char *value = crm_results_format_score (CRM_SCORE_SHARE, &(CrmScore){ .known = rate->known, .value = rate->rate.rate });
  g_autofree char *detail = g_strdup_printf (_ ("%1$'u of %2$'u invited"), rate->answers, rate->invited);

  crm_figure_tile_set (self->tiles[TILE_RATE], value, rate->known ? detail : _ ("nobody was invited"), _ ("Answered ÷ invitations handed out, answered or declined. Those that did not arrive or are only planned do not count."));
}

static void
show_score (CrmResultsTiles *self, const CrmResultsFigures *figures)
{
  const CrmSurveyResults *results = figures->results;
  const CrmQuestionResult *result = results->primary != G_MAXUINT ? &results->questions[results->primary] : NULL;
  g_autofree char *value = NULL, *low = NULL, *high = NULL, *detail = NULL, *change = NULL;
  gboolean real;

  gtk_widget_set_visible (GTK_WIDGET (self->tiles[TILE_SCORE]), result != NULL);
  if (result == NULL)
    return;
  value = crm_results_format_score (result->kind, &result->score);
  low = crm_results_format_score (result->kind, &(CrmScore){ .known = TRUE, .value = result->score.low });
  high = crm_results_format_score (result->kind, &(CrmScore){ .known = TRUE, .value = result->score.high });
  if (result->score.has_interval)
    /* Translators: from where to where a score may lie, and of how many answers it is made. */
    detail = g_strdup_printf (_ ("%1$s to %2$s, n = %3$'u"), low, high, result->n);
  else
    detail = result->score.known ? g_strdup_printf (_ ("n = %'u"), result->n) : g_strdup (results->anonymous && results->n > 0 ? _ ("hidden: too few") : _ ("no answers"));
  change = crm_results_format_change (result->kind, &result->change);
  real = result->change.verdict == CRM_CHANGE_REAL;
  crm_figure_tile_set (self->tiles[TILE_SCORE], value, detail, _ (crm_results_get_question_definition (result->column->question->type)->formula));
  crm_figure_tile_set_change (self->tiles[TILE_SCORE], change, real ? (result->change.difference > 0) - (result->change.difference < 0) : 0);
}

static void
show_alpha (CrmResultsTiles *self, const CrmResultsFigures *figures)
{
  const CrmReliability *alpha = figures->alpha;
  g_autofree char *value = NULL, *detail = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->tiles[TILE_ALPHA]), alpha != NULL && alpha->alpha.known);
  if (alpha == NULL || !alpha->alpha.known)
    return;
  value = g_strdup_printf ("%.2f", alpha->alpha.value);
  detail = g_strdup_printf (_ ("%1$u questions, n = %2$'u"), alpha->n_items, alpha->n);
  crm_figure_tile_set (self->tiles[TILE_ALPHA], value, detail, _ ("Cronbach’s alpha: whether the scales measure one thing. From 0.7 on they are usually added up. Over those who answered all of them."));
}

void
crm_results_tiles_set_figures (CrmResultsTiles *self, const CrmResultsFigures *figures)
{
  g_return_if_fail (CRM_IS_RESULTS_TILES (self) && figures != NULL);

  show_responses (self, figures);
  show_rate (self, figures);
  show_score (self, figures);
  show_alpha (self, figures);
}

static void
on_clicked (CrmResultsTiles *self)
{
  g_assert (CRM_IS_RESULTS_TILES (self));

  g_signal_emit (self, signals[PRESSED], 0);
}

static void
crm_results_tiles_class_init (CrmResultsTilesClass *klass)
{
  signals[PRESSED] = g_signal_new ("pressed", CRM_TYPE_RESULTS_TILES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_results_tiles_init (CrmResultsTiles *self)
{
  static const char *const names[N_TILES] = { N_ ("Responses"), N_ ("Response rate"), N_ ("Score"), N_ ("Cronbach’s alpha") };
  AdwWrapBox *box = ADW_WRAP_BOX (adw_wrap_box_new ());
  g_autoptr (GtkSizeGroup) same_width = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  adw_wrap_box_set_child_spacing (box, 12);
  adw_wrap_box_set_line_spacing (box, 12);
  adw_wrap_box_set_justify (box, ADW_JUSTIFY_FILL);
  adw_wrap_box_set_justify_last_line (box, TRUE);
  adw_wrap_box_set_line_homogeneous (box, TRUE);
  for (guint i = 0; i < N_TILES; i++)
    {
      self->tiles[i] = CRM_FIGURE_TILE (crm_figure_tile_new (_ (names[i])));
      g_signal_connect_object (self->tiles[i], "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (box, GTK_WIDGET (self->tiles[i]));
      gtk_size_group_add_widget (same_width, GTK_WIDGET (self->tiles[i]));
    }
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (box));
}

GtkWidget *
crm_results_tiles_new (void)
{
  return g_object_new (CRM_TYPE_RESULTS_TILES, NULL);
}
