/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which two questions are laid over each other. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-cross-choice.h"

#include "app/surveys/crm-results-words.h"

#include <glib/gi18n-lib.h>

struct _CrmCrossChoice
{
  AdwBin parent_instance;

  GArray *places; /* of guint: the questions offered */

  /* borrowed */
  GtkDropDown *rows;
  GtkDropDown *columns;

  guint row; /* as chosen */
  guint column;
  gboolean filling; /* the program sets a choice, not a person */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmCrossChoice, crm_cross_choice, ADW_TYPE_BIN)

static guint
get_chosen (CrmCrossChoice *self, GtkDropDown *choice)
{
  guint selected = gtk_drop_down_get_selected (choice);

  return selected < self->places->len ? g_array_index (self->places, guint, selected) : G_MAXUINT;
}

static void
on_selected (CrmCrossChoice *self)
{
  g_assert (CRM_IS_CROSS_CHOICE (self));

  if (self->filling)
    return;
  self->row = get_chosen (self, self->rows);
  self->column = get_chosen (self, self->columns);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
select_place (CrmCrossChoice *self, GtkDropDown *choice, guint place)
{
  for (guint i = 0; i < self->places->len; i++)
    if (g_array_index (self->places, guint, i) == place)
      gtk_drop_down_set_selected (choice, i);
}

static void
offer (CrmCrossChoice *self, const CrmResultsFigures *figures)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  g_array_set_size (self->places, 0);
  for (guint i = 0; i < figures->results->n_questions; i++)
    if (crm_results_can_cross (figures->results, i))
      {
        g_autofree char *label = crm_results_dup_label (crm_results_get_question (figures, i));

        g_array_append_val (self->places, i);
        gtk_string_list_append (titles, label);
      }
  gtk_drop_down_set_model (self->rows, G_LIST_MODEL (titles));
  gtk_drop_down_set_model (self->columns, G_LIST_MODEL (titles));
}

void
crm_cross_choice_set_figures (CrmCrossChoice *self, const CrmResultsFigures *figures)
{
  g_return_if_fail (CRM_IS_CROSS_CHOICE (self) && figures != NULL);

  self->filling = TRUE;
  if (self->places->len == 0)
    offer (self, figures);
  select_place (self, self->rows, figures->cross.row);
  select_place (self, self->columns, figures->cross.column);
  self->filling = FALSE;
}

void
crm_cross_choice_ask (CrmCrossChoice *self, CrmResultsRequest *request)
{
  g_return_if_fail (CRM_IS_CROSS_CHOICE (self) && request != NULL);

  request->row = self->row;
  request->column = self->column;
}

static GtkDropDown *
add_choice (CrmCrossChoice *self, AdwWrapBox *box, const char *name)
{
  GtkWidget *choice = gtk_drop_down_new (NULL, NULL);

  gtk_widget_set_tooltip_text (choice, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (box, choice);
  return GTK_DROP_DOWN (choice);
}

static void
crm_cross_choice_finalize (GObject *object)
{
  g_array_unref (CRM_CROSS_CHOICE (object)->places);

  G_OBJECT_CLASS (crm_cross_choice_parent_class)->finalize (object);
}

static void
crm_cross_choice_class_init (CrmCrossChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_cross_choice_finalize;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_CROSS_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_cross_choice_init (CrmCrossChoice *self)
{
  AdwWrapBox *box = ADW_WRAP_BOX (adw_wrap_box_new ());

  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
  self->row = self->column = G_MAXUINT;
  self->filling = TRUE;
  adw_wrap_box_set_child_spacing (box, 6);
  adw_wrap_box_set_line_spacing (box, 6);
  self->rows = add_choice (self, box, _ ("Question of the Rows"));
  self->columns = add_choice (self, box, _ ("Question of the Colours"));
  self->filling = FALSE;
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (box));
}

GtkWidget *
crm_cross_choice_new (void)
{
  return g_object_new (CRM_TYPE_CROSS_CHOICE, NULL);
}
