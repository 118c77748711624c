/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters by choice: a popover to set them, a chip for each that is set. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-filter-bar.h"

#include "app/widgets/crm-filter-custom.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

/* A field that is asked about: by its choices, its users, or by bands of its numbers. */
typedef struct
{
  guint field;
  const CrmBand *bands; /* NULL for a choice or user field */
  gsize n_bands;
  const char *context; /* of their labels, for translation */
} Question;

/* One field offered, with the values ticked. */
typedef struct
{
  Question question;
  GtkWidget *group; /* borrowed: its rows of check buttons */
  GtkWidget *chip;  /* borrowed, or NULL while nothing is ticked */
} Offer;

/* The same of a custom field. */
typedef struct
{
  CrmFilterCustom *asked; /* borrowed from the popover */
  GtkWidget *chip;        /* borrowed, or NULL */
} CustomOffer;

struct _CrmFilterBar
{
  GObject parent_instance;

  /* owned */
  CrmNames *users;
  CrmContext *context;   /* while custom fields are offered */
  GPtrArray *custom;     /* of CrmCustomField: as last read; NULL before */
  char *currency;        /* read with them; nullable */
  GArray *questions;     /* of Question: what is offered */
  GArray *offers;        /* of Offer; empty, like the next, until the popover is made */
  GArray *custom_offers; /* of CustomOffer */

  /* borrowed */
  const CrmKind *kind;
  AdwWrapBox *chips;
  GtkMenuButton *button;
  AdwWrapBox *flow; /* in the popover, once there is one */

  guint clearing : 1;
  guint reading : 1;
  guint stale : 1;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmFilterBar, crm_filter_bar, G_TYPE_OBJECT)

/* What a check button stands for: the stored name of a choice, a UUID, or the place of a band; "" for no number. */
#define VALUE_KEY "value"

typedef void (*CheckFunc) (GtkCheckButton *check, gpointer data);

static void
foreach_check (const Offer *offer, CheckFunc func, gpointer data)
{
  for (GtkWidget *child = gtk_widget_get_first_child (offer->group); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_CHECK_BUTTON (child))
      func (GTK_CHECK_BUTTON (child), data);
}

static void
append_label (GtkCheckButton *check, gpointer data)
{
  GString *text = data;

  if (!gtk_check_button_get_active (check))
    return;
  if (text->len > 0)
    g_string_append (text, "\x1f");
  g_string_append (text, gtk_check_button_get_label (check));
}

/* "A or B" in the words of the language. */
static char *
join_alternatives (const char *labels)
{
  g_auto (GStrv) parts = g_strsplit (labels, "\x1f", -1);
  char *joined = g_strdup (parts[0]);

  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    {
      g_autofree char *before = joined;

      /* Translators: alternatives of a filter: "A or B", "A or B or C". */
      joined = g_strdup_printf (_ ("%s or %s"), before, parts[i]);
    }
  return joined;
}

static void
untick (GtkCheckButton *check, gpointer data)
{
  gtk_check_button_set_active (check, FALSE);
}

static void
on_chip_clicked (GtkButton *chip, CrmFilterBar *self)
{
  for (guint i = 0; i < self->offers->len; i++)
    {
      Offer *offer = &g_array_index (self->offers, Offer, i);

      if (offer->chip == GTK_WIDGET (chip))
        {
          foreach_check (offer, untick, NULL);
          break;
        }
    }
  for (guint i = 0; i < self->custom_offers->len; i++)
    if (g_array_index (self->custom_offers, CustomOffer, i).chip == GTK_WIDGET (chip))
      {
        crm_filter_custom_clear (g_array_index (self->custom_offers, CustomOffer, i).asked);
        break;
      }
  gtk_widget_grab_focus (GTK_WIDGET (self->button));
}

static GtkWidget *
make_chip (CrmFilterBar *self)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (content), gtk_label_new (NULL));
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), content);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (chip, "filter-chip");
  gtk_widget_set_tooltip_text (chip, _ ("Take this filter away"));
  g_signal_connect (chip, "clicked", G_CALLBACK (on_chip_clicked), self);
  return chip;
}

/* Shows a chip that says so, or none for NULL. */
static void
set_chip (CrmFilterBar *self, GtkWidget **chip, const char *text)
{
  if (text == NULL)
    {
      if (*chip != NULL)
        adw_wrap_box_remove (self->chips, *chip);
      *chip = NULL;
      return;
    }
  if (*chip == NULL)
    {
      *chip = make_chip (self);
      adw_wrap_box_prepend (self->chips, *chip);
    }
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (*chip)))), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (*chip), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
update_chip (CrmFilterBar *self, Offer *offer)
{
  g_autoptr (GString) labels = g_string_new (NULL);
  g_autofree char *joined = NULL;
  g_autofree char *text = NULL;

  foreach_check (offer, append_label, labels);
  if (labels->len == 0)
    {
      set_chip (self, &offer->chip, NULL);
      return;
    }
  joined = join_alternatives (labels->str);
  /* Translators: a filter: field, then its values: "Level is A or B". */
  text = g_strdup_printf (_ ("%s is %s"), crm_field_get_label (&self->kind->fields[offer->question.field]), joined);
  set_chip (self, &offer->chip, text);
}

static void
on_toggled (GtkCheckButton *check, CrmFilterBar *self)
{
  GtkWidget *group = gtk_widget_get_parent (GTK_WIDGET (check));

  for (guint i = 0; i < self->offers->len; i++)
    if (g_array_index (self->offers, Offer, i).group == group)
      update_chip (self, &g_array_index (self->offers, Offer, i));
  if (!self->clearing)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_check (CrmFilterBar *self, GtkWidget *group, const char *label, const char *value)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  g_object_set_data_full (G_OBJECT (check), VALUE_KEY, g_strdup (value), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (on_toggled), self);
  gtk_box_append (GTK_BOX (group), check);
}

typedef struct
{
  CrmFilterBar *bar;
  GtkWidget *group;
} AddingUsers;

static void
add_user (const CrmId *id, const char *name, gpointer data)
{
  AddingUsers *adding = data;
  char buffer[CRM_ID_STRING_LENGTH + 1];

  add_check (adding->bar, adding->group, name, crm_id_format (id, buffer));
}

static void
fill_users (CrmFilterBar *self, Offer *offer)
{
  GtkWidget *child = gtk_widget_get_next_sibling (gtk_widget_get_first_child (offer->group));

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      gtk_box_remove (GTK_BOX (offer->group), child);
      child = next;
    }
  crm_names_foreach (self->users, add_user, &(AddingUsers){ self, offer->group });
}

static void
on_users (CrmNames *users, CrmFilterBar *self)
{
  for (guint i = 0; i < self->offers->len; i++)
    {
      Offer *offer = &g_array_index (self->offers, Offer, i);

      /* What is ticked keeps its ticks. */
      if (self->kind->fields[offer->question.field].type == CRM_TYPE_REFERENCE && offer->chip == NULL)
        fill_users (self, offer);
    }
}

static void
add_bands (CrmFilterBar *self, GtkWidget *group, const Question *question)
{
  for (gsize i = 0; i < question->n_bands; i++)
    {
      g_autofree char *place = g_strdup_printf ("%" G_GSIZE_FORMAT, i);

      add_check (self, group, g_dpgettext2 (GETTEXT_PACKAGE, question->context, question->bands[i].label), place);
    }
  add_check (self, group, C_ ("filter", "Empty"), "");
}

static GtkWidget *
make_group (CrmFilterBar *self, const Question *question)
{
  const CrmField *field = &self->kind->fields[question->field];
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *heading = gtk_label_new (crm_field_get_label (field));

  gtk_label_set_xalign (GTK_LABEL (heading), 0.f);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_margin_bottom (heading, 4);
  gtk_box_append (GTK_BOX (group), heading);
  for (const CrmChoice *choice = field->choices; choice != NULL && choice->name != NULL; choice++)
    add_check (self, group, crm_field_get_choice_label (field, choice->name), choice->name);
  if (question->bands != NULL)
    add_bands (self, group, question);
  return group;
}

/* ── custom fields ────────────────────────────────────────────────────────────────────────── */

static void
on_custom_changed (CrmFilterCustom *asked, CrmFilterBar *self)
{
  g_autofree char *words = crm_filter_custom_dup_words (asked);

  for (guint i = 0; i < self->custom_offers->len; i++)
    if (g_array_index (self->custom_offers, CustomOffer, i).asked == asked)
      set_chip (self, &g_array_index (self->custom_offers, CustomOffer, i).chip, words);
  if (!self->clearing)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* Whether what is offered of @a serves for @b, too: all but the place in the order. */
static gboolean
is_same (const CrmCustomField *a, const CrmCustomField *b)
{
  if (!crm_id_equal (crm_custom_field_get_id (a), crm_custom_field_get_id (b)))
    return FALSE;
  for (guint i = 0; i < CRM_CUSTOM_FIELD_N_FIELDS; i++)
    if (i != CRM_CUSTOM_FIELD_POSITION && !crm_value_equal (&a->record->values[i], &b->record->values[i]))
      return FALSE;
  return TRUE;
}

/* The offer of the field, taken out of those there were, or a new one. */
static CustomOffer
take_offer (CrmFilterBar *self, CrmCustomField *field, const char *currency)
{
  CustomOffer offer = { NULL, NULL };

  for (guint i = 0; i < self->custom_offers->len; i++)
    if (is_same (crm_filter_custom_get_field (g_array_index (self->custom_offers, CustomOffer, i).asked), field))
      {
        offer = g_array_index (self->custom_offers, CustomOffer, i);
        g_array_remove_index (self->custom_offers, i);
        return offer;
      }
  offer.asked = CRM_FILTER_CUSTOM (crm_filter_custom_new (self->context, field, currency));
  g_signal_connect_object (offer.asked, "changed", G_CALLBACK (on_custom_changed), self, G_CONNECT_DEFAULT);
  return offer;
}

/* FALSE unless it was asked about. */
static gboolean
drop_offer (CrmFilterBar *self, CustomOffer *offer)
{
  gboolean asked = offer->chip != NULL;

  set_chip (self, &offer->chip, NULL);
  adw_wrap_box_remove (self->flow, GTK_WIDGET (offer->asked));
  return asked;
}

/* Those read last, once they are read and there is a popover to offer them in. */
static void
offer_custom_fields (CrmFilterBar *self)
{
  GArray *offers;
  gboolean asks_less = FALSE;

  if (self->flow == NULL || self->custom == NULL)
    return;
  offers = g_array_new (FALSE, FALSE, sizeof (CustomOffer));
  for (guint i = 0; i < self->custom->len; i++)
    {
      CustomOffer offer = take_offer (self, self->custom->pdata[i], self->currency);

      g_object_ref (offer.asked);
      if (gtk_widget_get_parent (GTK_WIDGET (offer.asked)) != NULL)
        adw_wrap_box_remove (self->flow, GTK_WIDGET (offer.asked));
      adw_wrap_box_append (self->flow, GTK_WIDGET (offer.asked));
      g_object_unref (offer.asked);
      g_array_append_val (offers, offer);
    }
  for (guint i = 0; i < self->custom_offers->len; i++)
    asks_less = drop_offer (self, &g_array_index (self->custom_offers, CustomOffer, i)) || asks_less;
  g_array_unref (self->custom_offers);
  self->custom_offers = offers;
  if (asks_less)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* The fields, and behind them the currency, or NULL. */
static gboolean
read_custom_fields (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GError *local_error = NULL;
  char **currency = data;

  *currency = crm_connection_dup_setting (connection, "currency", &local_error);
  if (local_error == NULL)
    return crm_custom_fields_read_into (connection, NULL, result, error);
  g_propagate_error (error, local_error);
  return FALSE;
}

static void read_custom (CrmFilterBar *self);

typedef struct
{
  CrmFilterBar *bar;
  char **currency; /* belongs to the reading, which ends first */
} Offering;

static void
offering_free (gpointer data)
{
  Offering *offering = data;

  g_object_unref (offering->bar);
  g_free (*offering->currency);
  g_free (offering->currency);
  g_free (offering);
}

static DexFuture *
on_custom_read (DexFuture *future, gpointer data)
{
  Offering *offering = data;
  CrmFilterBar *self = offering->bar;
  const GValue *value = dex_future_get_value (future, NULL);

  self->reading = FALSE;
  /* Filters that could not be read are not offered; the list itself says what is wrong with the file. */
  if (value != NULL)
    {
      g_clear_pointer (&self->custom, g_ptr_array_unref);
      self->custom = g_value_dup_boxed (value);
      g_set_str (&self->currency, *offering->currency);
      offer_custom_fields (self);
    }
  if (self->stale)
    read_custom (self);
  return NULL;
}

static void
read_custom (CrmFilterBar *self)
{
  Offering *offering;

  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  offering = g_new0 (Offering, 1);
  offering->bar = g_object_ref (self);
  offering->currency = g_new0 (char *, 1);
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (self->context), NULL, read_custom_fields, offering->currency, NULL), on_custom_read,
                                         offering, offering_free));
}

static void
on_store_changed (CrmFilterBar *self, CrmChangeSet *changes)
{
  if (crm_change_set_has_kind (changes, CRM_KIND_CUSTOM_FIELD))
    read_custom (self);
}

void
crm_filter_bar_add_custom_fields (CrmFilterBar *self, CrmContext *context)
{
  g_return_if_fail (CRM_IS_FILTER_BAR (self) && CRM_IS_CONTEXT (context) && self->context == NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (crm_context_get_store (context), "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  read_custom (self);
}

/* ── the popover ──────────────────────────────────────────────────────────────────────────── */

static void
on_flow_destroyed (CrmFilterBar *self)
{
  self->flow = NULL;
}

/* Some fifty widgets that a list shown for the first time need not wait for. */
static void
on_first_popup (GtkMenuButton *button, gpointer data)
{
  CrmFilterBar *self = CRM_FILTER_BAR (data);
  GtkWidget *popover, *scroller, *flow;

  if (self->flow != NULL)
    return;
  popover = gtk_popover_new ();
  scroller = gtk_scrolled_window_new ();
  flow = adw_wrap_box_new ();
  self->flow = ADW_WRAP_BOX (flow);
  g_signal_connect_object (flow, "destroy", G_CALLBACK (on_flow_destroyed), self, G_CONNECT_SWAPPED);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (flow), 24);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (flow), 18);
  gtk_widget_add_css_class (flow, "filter-choices");
  for (guint i = 0; i < self->questions->len; i++)
    {
      const Question *question = &g_array_index (self->questions, Question, i);
      Offer offer = { *question, make_group (self, question), NULL };

      adw_wrap_box_append (ADW_WRAP_BOX (flow), offer.group);
      g_array_append_val (self->offers, offer);
    }
  on_users (self->users, self);
  offer_custom_fields (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), flow);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 480);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (button, popover);
}

static void
crm_filter_bar_finalize (GObject *object)
{
  CrmFilterBar *self = CRM_FILTER_BAR (object);

  g_clear_object (&self->users);
  g_clear_object (&self->context);
  g_clear_pointer (&self->custom, g_ptr_array_unref);
  g_free (self->currency);
  g_clear_pointer (&self->questions, g_array_unref);
  g_clear_pointer (&self->offers, g_array_unref);
  g_clear_pointer (&self->custom_offers, g_array_unref);

  G_OBJECT_CLASS (crm_filter_bar_parent_class)->finalize (object);
}

static void
crm_filter_bar_class_init (CrmFilterBarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_filter_bar_finalize;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_filter_bar_init (CrmFilterBar *self)
{
  self->questions = g_array_new (FALSE, FALSE, sizeof (Question));
  self->offers = g_array_new (FALSE, FALSE, sizeof (Offer));
  self->custom_offers = g_array_new (FALSE, FALSE, sizeof (CustomOffer));
}

CrmFilterBar *
crm_filter_bar_new (const CrmKind *kind, const guint *fields, gsize n_fields, CrmNames *users, AdwWrapBox *chips, GtkMenuButton *button)
{
  CrmFilterBar *self = g_object_new (CRM_TYPE_FILTER_BAR, NULL);

  self->kind = kind;
  self->users = g_object_ref (users);
  self->chips = chips;
  self->button = button;
  for (gsize i = 0; i < n_fields; i++)
    {
      Question question = { .field = fields[i] };

      g_array_append_val (self->questions, question);
    }
  g_signal_connect_object (users, "changed", G_CALLBACK (on_users), self, G_CONNECT_DEFAULT);
  gtk_menu_button_set_create_popup_func (button, on_first_popup, self, NULL);
  return self;
}

void
crm_filter_bar_add_bands (CrmFilterBar *self, guint field, const CrmBand *bands, gsize n_bands, const char *context)
{
  Question question = { field, bands, n_bands, context };

  g_return_if_fail (CRM_IS_FILTER_BAR (self) && bands != NULL && self->flow == NULL);

  g_array_append_val (self->questions, question);
}

typedef struct
{
  const CrmField *type;
  const Question *question;
  CrmFilter *alternatives;
} Collecting;

static CrmFilter *
make_condition (const Collecting *collecting, const char *text)
{
  const Question *question = collecting->question;
  g_auto (CrmValue) value = { CRM_VALUE_NONE };

  if (question->bands != NULL && *text != '\0')
    return crm_filter_new_band (question->field, &question->bands[g_ascii_strtoull (text, NULL, 10)]);
  if (question->bands == NULL)
    crm_value_from_stored (text, collecting->type->type, &value);
  return crm_filter_new (question->field, question->bands != NULL ? CRM_OPERATOR_EMPTY : CRM_OPERATOR_EQUAL, &value);
}

static void
collect (GtkCheckButton *check, gpointer data)
{
  Collecting *collecting = data;

  if (!gtk_check_button_get_active (check))
    return;
  if (collecting->alternatives == NULL)
    collecting->alternatives = crm_filter_new_or ();
  crm_filter_add (collecting->alternatives, make_condition (collecting, g_object_get_data (G_OBJECT (check), VALUE_KEY)));
}

CrmFilter *
crm_filter_bar_dup_filter (CrmFilterBar *self)
{
  CrmFilter *all = NULL;

  g_return_val_if_fail (CRM_IS_FILTER_BAR (self), NULL);

  for (guint i = 0; i < self->offers->len; i++)
    {
      const Offer *offer = &g_array_index (self->offers, Offer, i);
      Collecting collecting = { &self->kind->fields[offer->question.field], &offer->question, NULL };

      foreach_check (offer, collect, &collecting);
      if (collecting.alternatives == NULL)
        continue;
      if (all == NULL)
        all = crm_filter_new_and ();
      crm_filter_add (all, collecting.alternatives);
    }
  for (guint i = 0; i < self->custom_offers->len; i++)
    {
      CrmFilter *custom = crm_filter_custom_dup_filter (g_array_index (self->custom_offers, CustomOffer, i).asked);

      if (custom != NULL && all == NULL)
        all = crm_filter_new_and ();
      if (custom != NULL)
        crm_filter_add (all, custom);
    }
  return all;
}

/* The tests of one question, any of which may hold: values that are chosen, parts of a range, nothing. */
typedef struct
{
  const Question *question;
  const CrmFacet *facet;
  GStrvBuilder *values;
  CrmCondition *any;
} Noting;

static void
note (GtkCheckButton *check, gpointer data)
{
  Noting *noting = data;
  const char *text = g_object_get_data (G_OBJECT (check), VALUE_KEY);

  if (!gtk_check_button_get_active (check))
    return;
  if (*text == '\0')
    g_ptr_array_add (noting->any->parts, crm_condition_new_test (noting->facet, CRM_TEST_EMPTY, NULL));
  else if (noting->question->bands == NULL)
    g_strv_builder_add (noting->values, text);
  else
    {
      const CrmBand *band = &noting->question->bands[g_ascii_strtoull (text, NULL, 10)];
      g_autofree char *from = g_strdup_printf ("%" G_GINT64_FORMAT, band->from);
      g_autofree char *upto = g_strdup_printf ("%" G_GINT64_FORMAT, band->below - 1);

      g_ptr_array_add (noting->any->parts, crm_condition_new_test (noting->facet, CRM_TEST_BETWEEN, (const char *[]){ from, upto, NULL }));
    }
}

static void
note_offer (CrmFilterBar *self, const Offer *offer, GPtrArray *facets, CrmCondition *all)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) values = NULL;
  Noting noting = { &offer->question, crm_facets_find (facets, self->kind->fields[offer->question.field].name), builder, crm_condition_new_group (CRM_CONDITION_ANY) };

  if (noting.facet != NULL)
    foreach_check (offer, note, &noting);
  values = g_strv_builder_end (builder);
  if (values[0] != NULL)
    g_ptr_array_insert (noting.any->parts, 0, crm_condition_new_test (noting.facet, CRM_TEST_ANY, (const char *const *)values));
  if (noting.any->parts->len == 1)
    g_ptr_array_add (all->parts, crm_condition_copy (noting.any->parts->pdata[0]));
  else if (noting.any->parts->len > 1)
    g_ptr_array_add (all->parts, crm_condition_copy (noting.any));
  crm_condition_free (noting.any);
}

CrmCondition *
crm_filter_bar_dup_condition (CrmFilterBar *self, GPtrArray *facets)
{
  CrmCondition *all;

  g_return_val_if_fail (CRM_IS_FILTER_BAR (self) && facets != NULL, NULL);

  all = crm_condition_new_group (CRM_CONDITION_ALL);
  for (guint i = 0; i < self->offers->len; i++)
    note_offer (self, &g_array_index (self->offers, Offer, i), facets, all);
  for (guint i = 0; i < self->custom_offers->len; i++)
    crm_filter_custom_add_conditions (g_array_index (self->custom_offers, CustomOffer, i).asked, facets, all);
  return all;
}

void
crm_filter_bar_clear (CrmFilterBar *self)
{
  g_return_if_fail (CRM_IS_FILTER_BAR (self));

  self->clearing = TRUE;
  for (guint i = 0; i < self->offers->len; i++)
    foreach_check (&g_array_index (self->offers, Offer, i), untick, NULL);
  for (guint i = 0; i < self->custom_offers->len; i++)
    crm_filter_custom_clear (g_array_index (self->custom_offers, CustomOffer, i).asked);
  self->clearing = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}
