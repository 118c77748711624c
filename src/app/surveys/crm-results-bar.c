/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which responses the results are about: period, version, channel, owner, segment, and an answer that was clicked. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-results-bar.h"

#include "app/widgets/crm-chip.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  CHOICE_PERIOD,
  CHOICE_VERSION,
  CHOICE_CHANNEL,
  CHOICE_OWNER,
  CHOICE_SEGMENT,
  N_CHOICES
} Choice;

typedef struct
{
  const char *title;
  guint days; /* up to today; 0 for all */
} Period;

static const Period periods[] = {
  { N_ ("All Time"), 0 },
  { N_ ("Last 30 Days"), 30 },
  { N_ ("Last 90 Days"), 90 },
  { N_ ("Last 12 Months"), 365 },
};

/* One line of a choice, and what it stands for; the first is always everything. */
typedef struct
{
  gint64 number;      /* rowid of a version, channel, rowid of an owner, field of a segment */
  const char *choice; /* of a segment */
} Line;

struct _CrmResultsBar
{
  AdwBin parent_instance;

  /* owned */
  CrmClock *clock;
  GArray *lines[N_CHOICES]; /* of Line */

  /* borrowed */
  GtkDropDown *choices[N_CHOICES];
  AdwWrapBox *box;
  GtkWidget *chip;

  CrmSurveyFilter answer; /* only has_answer and what belongs to it */
  gboolean filling;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmResultsBar, crm_results_bar, ADW_TYPE_BIN)

static void
on_selected (GtkDropDown *choice, GParamSpec *spec, CrmResultsBar *self)
{
  g_assert (CRM_IS_RESULTS_BAR (self));

  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* ── what there is to choose ──────────────────────────────────────────────────────────────── */

typedef struct
{
  GtkStringList *titles;
  GArray *lines;
} Offer;

static void
offer (Offer *self, const char *title, gint64 number, const char *choice)
{
  Line line = { number, choice };

  gtk_string_list_append (self->titles, title);
  g_array_append_val (self->lines, line);
}

/* Those that were answered, the newest first. */
static void
offer_versions (Offer *self, const CrmResultsSource *source)
{
  const CrmSurveyColumns *columns = source->reading->columns;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < columns->responses->len; i++)
    g_hash_table_add (seen, &g_array_index (columns->responses, CrmSurveyResponse, i).version);
  for (guint i = 0; i < columns->forms->len; i++)
    {
      const CrmRecord *version = ((const CrmSurveyForm *)columns->forms->pdata[i])->version;
      g_autofree char *title = g_strdup_printf (_ ("Version %d"), (int)crm_record_get_integer (version, CRM_SURVEY_VERSION_NUMBER, 0));

      if (g_hash_table_contains (seen, &version->rowid))
        offer (self, title, version->rowid, NULL);
    }
}

static void
offer_channels (Offer *self, const CrmResultsSource *source)
{
  const GArray *responses = source->reading->columns->responses;
  guint seen = 0;

  for (guint i = 0; i < responses->len; i++)
    seen |= 1u << g_array_index (responses, CrmSurveyResponse, i).channel;
  for (guint i = 0; crm_choices_survey_channel[i].name != NULL; i++)
    if ((seen & 1u << (i + 1)) != 0)
      offer (self, g_dpgettext2 (GETTEXT_PACKAGE, "choice", crm_choices_survey_channel[i].label), i + 1, NULL);
}

static void
offer_owners (Offer *self, const CrmResultsSource *source)
{
  for (guint i = 0; i < source->owners->len; i++)
    {
      const CrmResultsOwner *owner = source->owners->pdata[i];

      offer (self, owner->name, owner->rowid, NULL);
    }
}

static void
offer_segments (Offer *self, const CrmResultsSource *source)
{
  static const guint fields[] = { CRM_CUSTOMER_LEVEL, CRM_CUSTOMER_LIFE_CYCLE };

  if (source->wins == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const CrmField *field = &crm_kind_customer.fields[fields[i]];

      for (const CrmChoice *choice = field->choices; choice->name != NULL; choice++)
        {
          /* Translators: a field and one of its choices: "Level: A". */
          g_autofree char *title = g_strdup_printf (_ ("%1$s: %2$s"), crm_field_get_label (field), crm_field_get_choice_label (field, choice->name));

          offer (self, title, fields[i], choice->name);
        }
    }
}

/* What was chosen stays chosen where it is still there. A choice between everything and nothing else is none. */
static void
fill (CrmResultsBar *self, Choice choice, const char *all, const CrmResultsSource *source, void (*offer_all) (Offer *offer, const CrmResultsSource *source))
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = gtk_drop_down_get_selected (self->choices[choice]), place = 0;
  Line before = selected < self->lines[choice]->len ? g_array_index (self->lines[choice], Line, selected) : (Line){ 0 };
  Offer filled = { titles, self->lines[choice] };

  g_array_set_size (filled.lines, 0);
  offer (&filled, all, 0, NULL);
  offer_all (&filled, source);
  for (guint i = 0; i < filled.lines->len; i++)
    if (g_array_index (filled.lines, Line, i).number == before.number && g_strcmp0 (g_array_index (filled.lines, Line, i).choice, before.choice) == 0)
      place = i;
  gtk_drop_down_set_model (self->choices[choice], G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->choices[choice], place);
  gtk_widget_set_visible (GTK_WIDGET (self->choices[choice]), filled.lines->len > (choice != CHOICE_SEGMENT ? 2 : 1));
}

void
crm_results_bar_set_source (CrmResultsBar *self, const CrmResultsSource *source)
{
  g_return_if_fail (CRM_IS_RESULTS_BAR (self) && source != NULL);

  self->filling = TRUE;
  fill (self, CHOICE_VERSION, _ ("All Versions"), source, offer_versions);
  fill (self, CHOICE_CHANNEL, _ ("All Channels"), source, offer_channels);
  fill (self, CHOICE_OWNER, _ ("All Owners"), source, offer_owners);
  fill (self, CHOICE_SEGMENT, _ ("All Customers"), source, offer_segments);
  self->filling = FALSE;
}

/* ── what is chosen ───────────────────────────────────────────────────────────────────────── */

static Line
get_line (CrmResultsBar *self, Choice choice)
{
  guint selected = gtk_drop_down_get_selected (self->choices[choice]);

  return selected < self->lines[choice]->len ? g_array_index (self->lines[choice], Line, selected) : (Line){ 0 };
}

static CrmDate
get_today (CrmResultsBar *self)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (crm_clock_now (self->clock) / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, crm_clock_get_zone (self->clock));

  return crm_date_make (g_date_time_get_year (local), g_date_time_get_month (local), g_date_time_get_day_of_month (local));
}

void
crm_results_bar_ask (CrmResultsBar *self, CrmResultsRequest *request)
{
  guint period = gtk_drop_down_get_selected (self->choices[CHOICE_PERIOD]);
  gint64 channel = get_line (self, CHOICE_CHANNEL).number;
  Line segment = get_line (self, CHOICE_SEGMENT);

  g_return_if_fail (CRM_IS_RESULTS_BAR (self) && request != NULL);

  request->filter = self->answer;
  if (period < G_N_ELEMENTS (periods) && periods[period].days > 0)
    {
      request->filter.to = get_today (self);
      request->filter.from = crm_date_add_days (request->filter.to, 1 - (int)periods[period].days);
    }
  request->filter.channels = channel > 0 ? 1u << channel : 0;
  request->filter.version = get_line (self, CHOICE_VERSION).number;
  request->filter.owner = get_line (self, CHOICE_OWNER).number;
  request->segment = segment.choice;
  request->segment_field = (guint)segment.number;
}

static void
on_removed (CrmChip *chip, CrmResultsBar *self)
{
  g_assert (CRM_IS_RESULTS_BAR (self));

  crm_results_bar_set_answer (self, 0, 0, 0, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->choices[CHOICE_PERIOD]));
}

void
crm_results_bar_set_answer (CrmResultsBar *self, guint question, guint rating, int answer, const char *name)
{
  g_return_if_fail (CRM_IS_RESULTS_BAR (self));

  if (self->chip != NULL)
    adw_wrap_box_remove (self->box, self->chip);
  self->chip = NULL;
  self->answer = (CrmSurveyFilter){ 0 };
  if (name != NULL)
    {
      self->answer = (CrmSurveyFilter){ .has_answer = TRUE, .question = question, .rating = rating, .answer = answer };
      self->chip = crm_chip_new (name, CRM_TONE_ACCENT);
      crm_chip_set_remove_label (CRM_CHIP (self->chip), _ ("Show All Answers Again"));
      g_signal_connect_object (self->chip, "removed", G_CALLBACK (on_removed), self, G_CONNECT_DEFAULT);
      gtk_widget_set_valign (self->chip, GTK_ALIGN_CENTER);
      adw_wrap_box_append (self->box, self->chip);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

char *
crm_results_bar_describe (CrmResultsBar *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (CRM_IS_RESULTS_BAR (self), NULL);

  for (guint i = 0; i < N_CHOICES; i++)
    {
      GtkStringObject *item = gtk_drop_down_get_selected_item (self->choices[i]);

      if (item != NULL && (i == CHOICE_PERIOD || gtk_drop_down_get_selected (self->choices[i]) > 0))
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", gtk_string_object_get_string (item));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
crm_results_bar_is_narrowed (CrmResultsBar *self)
{
  g_return_val_if_fail (CRM_IS_RESULTS_BAR (self), FALSE);

  for (guint i = 0; i < N_CHOICES; i++)
    if (gtk_drop_down_get_selected (self->choices[i]) > 0 && gtk_drop_down_get_selected (self->choices[i]) != GTK_INVALID_LIST_POSITION)
      return TRUE;
  return self->answer.has_answer;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_results_bar_finalize (GObject *object)
{
  CrmResultsBar *self = CRM_RESULTS_BAR (object);

  for (guint i = 0; i < N_CHOICES; i++)
    g_array_unref (self->lines[i]);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (crm_results_bar_parent_class)->finalize (object);
}

static void
crm_results_bar_class_init (CrmResultsBarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_results_bar_finalize;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_RESULTS_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_results_bar_init (CrmResultsBar *self)
{
  static const char *const names[N_CHOICES] = { N_ ("Period"), N_ ("Version"), N_ ("Channel"), N_ ("Owner"), N_ ("Customers") };
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, 6);
  adw_wrap_box_set_line_spacing (self->box, 6);
  for (guint i = 0; i < N_CHOICES; i++)
    {
      self->lines[i] = g_array_new (FALSE, FALSE, sizeof (Line));
      self->choices[i] = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
      gtk_widget_set_visible (GTK_WIDGET (self->choices[i]), i == CHOICE_PERIOD);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->choices[i]), _ (names[i]));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (names[i]), -1);
      g_signal_connect_object (self->choices[i], "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_DEFAULT);
      adw_wrap_box_append (self->box, GTK_WIDGET (self->choices[i]));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (periods); i++)
    gtk_string_list_append (titles, _ (periods[i].title));
  self->filling = TRUE;
  gtk_drop_down_set_model (self->choices[CHOICE_PERIOD], G_LIST_MODEL (titles));
  self->filling = FALSE;
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

GtkWidget *
crm_results_bar_new (CrmClock *clock)
{
  CrmResultsBar *self = g_object_new (CRM_TYPE_RESULTS_BAR, NULL);

  self->clock = g_object_ref (clock);
  return GTK_WIDGET (self);
}
