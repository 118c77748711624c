/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals of a review beside the one that is talked about. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-review-pane.h"

#include "app/deals/crm-review-edit.h"
#include "app/widgets/crm-chip.h"
#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

struct _CrmReviewPane
{
  GtkBox parent_instance;

  /* borrowed */
  CrmPage *page;
  const CrmMovementFigures *figures;

  /* owned */
  CrmDealReading *reading;
  GHashTable *seen;  /* rowid → itself: deals gone through */
  GHashTable *notes; /* rowid → what was said of it */
  CrmId pipeline;
  gint64 current; /* rowid, 0 for none */

  guint filling : 1;

  /* template */
  GtkLabel *heading;
  GtkLabel *progress_label;
  GtkWidget *print_button;
  GtkWidget *finish_button;
  GtkProgressBar *progress_bar;
  GtkWidget *panes;
  GtkWidget *list_place;
  GtkListBox *list;
  GtkWidget *card;
  GtkLabel *title;
  GtkLabel *customer;
  AdwWrapBox *changes;
  GtkListBox *facts;
  AdwEntryRow *note_row;
  AdwEntryRow *step_row;
  GtkLabel *said;
  GtkWidget *nothing;
};

G_DEFINE_FINAL_TYPE (CrmReviewPane, crm_review_pane, GTK_TYPE_BOX)

/* ── which deal ───────────────────────────────────────────────────────────────────────────── */

static int
find_place (CrmReviewPane *self, gint64 deal)
{
  for (guint i = 0; self->figures != NULL && i < self->figures->deals->len; i++)
    if (((CrmChangedDeal *)self->figures->deals->pdata[i])->change.deal == deal)
      return (int)i;
  return -1;
}

static CrmChangedDeal *
get_current (CrmReviewPane *self)
{
  int place = find_place (self, self->current);

  return place >= 0 ? self->figures->deals->pdata[place] : NULL;
}

static gpointer
make_key (gint64 deal)
{
  return GSIZE_TO_POINTER ((gsize)deal);
}

static CrmClock *
get_clock (CrmReviewPane *self)
{
  return crm_context_get_clock (crm_page_get_context (self->page));
}

static const CrmId *
get_user (CrmReviewPane *self)
{
  return crm_id_is_nil (&self->figures->user) ? NULL : &self->figures->user;
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static char *
format_money (CrmReviewPane *self, const CrmValue *value)
{
  return value->type == CRM_VALUE_MONEY ? crm_money_format (&value->money, setlocale (LC_MESSAGES, NULL), self->reading->home) : NULL;
}

static char *
format_home (CrmReviewPane *self, gint64 minor)
{
  CrmMoney money = { .minor = minor };

  g_strlcpy (money.currency, self->reading->home, sizeof money.currency);
  return crm_money_format (&money, setlocale (LC_MESSAGES, NULL), self->reading->home);
}

static void
add_fact (CrmReviewPane *self, const char *label, const char *value)
{
  GtkWidget *row;

  if (value == NULL || *value == '\0')
    return;
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  gtk_list_box_append (self->facts, row);
}

static char *
describe_amount (CrmReviewPane *self, const CrmChangedDeal *deal)
{
  g_autofree char *amount = format_money (self, &deal->record->values[CRM_DEAL_AMOUNT]);
  g_autofree char *growth = deal->change.growth != 0 ? format_home (self, deal->change.growth) : NULL;

  if (amount == NULL || growth == NULL)
    return g_steal_pointer (&amount);
  /* Translators: an amount and how much it has grown: "¥12,000.00 (+¥2,000.00)". */
  return g_strdup_printf (deal->change.growth > 0 ? _ ("%1$s (+%2$s)") : _ ("%1$s (%2$s)"), amount, growth);
}

static char *
describe_close (CrmReviewPane *self, const CrmChangedDeal *deal)
{
  CrmDate date = (CrmDate)crm_record_get_integer (deal->record, CRM_DEAL_EXPECTED_CLOSE, CRM_DATE_NONE);
  g_autofree char *text = crm_date_is_valid (date) ? crm_date_format (date) : NULL;

  if (text == NULL || deal->change.days_pushed == 0)
    return g_steal_pointer (&text);
  if (deal->change.days_pushed > 0)
    return g_strdup_printf (ngettext ("%1$s, %2$d day later than before", "%1$s, %2$d days later than before", (gulong)deal->change.days_pushed), text, deal->change.days_pushed);
  return g_strdup_printf (ngettext ("%1$s, %2$d day earlier than before", "%1$s, %2$d days earlier than before", (gulong)-deal->change.days_pushed), text, -deal->change.days_pushed);
}

static char *
describe_step (CrmReviewPane *self, const CrmRecord *deal)
{
  gint64 due = crm_record_get_integer (deal, CRM_DEAL_NEXT_STEP, 0);
  g_autofree char *when = due != 0 ? crm_date_time_format_relative (due, crm_clock_now (get_clock (self)), crm_clock_get_zone (get_clock (self))) : NULL;

  return when != NULL ? g_strdup_printf ("%s · %s", when, crm_record_get_text (deal, CRM_DEAL_NEXT_STEP_TITLE)) : g_strdup (_ ("None planned"));
}

static CrmTone
get_tone (CrmMovementKind kind)
{
  switch (kind)
    {
    case CRM_MOVEMENT_WON:
    case CRM_MOVEMENT_MOVED_ON:
    case CRM_MOVEMENT_GREW:
      return CRM_TONE_GOOD;
    case CRM_MOVEMENT_LOST:
    case CRM_MOVEMENT_REMOVED:
    case CRM_MOVEMENT_MOVED_BACK:
    case CRM_MOVEMENT_SHRANK:
      return CRM_TONE_BAD;
    case CRM_MOVEMENT_PUSHED:
      return CRM_TONE_WARNING;
    default:
      return CRM_TONE_NEUTRAL;
    }
}

static void
show_changes (CrmReviewPane *self, const CrmChangedDeal *deal)
{
  for (GtkWidget *chip; (chip = gtk_widget_get_first_child (GTK_WIDGET (self->changes))) != NULL;)
    adw_wrap_box_remove (self->changes, chip);
  for (int i = 0; i < CRM_N_MOVEMENTS; i++)
    if ((deal->change.kinds & CRM_MOVEMENT_BIT (i)) != 0)
      adw_wrap_box_append (self->changes, crm_chip_new (crm_movement_kind_get_title ((CrmMovementKind)i), get_tone ((CrmMovementKind)i)));
}

static void
show_deal (CrmReviewPane *self)
{
  const CrmChangedDeal *deal = get_current (self);
  const char *note = deal != NULL ? g_hash_table_lookup (self->notes, make_key (deal->change.deal)) : NULL;
  g_autofree char *amount = NULL, *close = NULL, *step = NULL, *stages = NULL;

  gtk_widget_set_visible (self->card, deal != NULL);
  if (deal == NULL)
    return;
  amount = describe_amount (self, deal);
  close = describe_close (self, deal);
  step = describe_step (self, deal->record);
  stages = crm_movement_figures_describe_stages (self->figures, self->reading, &deal->change);
  gtk_label_set_label (self->title, crm_record_get_title (deal->record));
  gtk_label_set_label (self->customer, crm_record_get_text (deal->record, CRM_DEAL_CUSTOMER_NAME) ?: _ ("No customer"));
  show_changes (self, deal);
  gtk_list_box_remove_all (self->facts);
  add_fact (self, _ ("Stage"), stages);
  add_fact (self, _ ("Amount"), amount);
  add_fact (self, _ ("Expected close"), close);
  add_fact (self, _ ("Next step"), step);
  add_fact (self, _ ("Reason lost"), crm_field_get_choice_label (&crm_kind_deal.fields[CRM_DEAL_LOST_REASON], crm_record_get_text (deal->record, CRM_DEAL_LOST_REASON)));
  gtk_widget_remove_css_class (GTK_WIDGET (self->said), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->step_row), "error");
  gtk_label_set_label (self->said, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->said), note != NULL);
}

static guint
count_seen (CrmReviewPane *self)
{
  guint n = 0;

  for (guint i = 0; i < self->figures->deals->len; i++)
    n += g_hash_table_contains (self->seen, make_key (((CrmChangedDeal *)self->figures->deals->pdata[i])->change.deal));
  return n;
}

static void
show_progress (CrmReviewPane *self)
{
  guint n = self->figures->deals->len, seen = count_seen (self);
  g_autofree char *since = crm_date_format (self->figures->since);
  /* Translators: %s is a date. */
  g_autofree char *heading = g_strdup_printf (self->figures->reviewed_at != 0 ? _ ("Since the last review, %s") : _ ("Since %s"), since);
  g_autofree char *progress = g_strdup_printf (ngettext ("%1$'u of %2$'u deal gone through", "%1$'u of %2$'u deals gone through", n), seen, n);

  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->progress_label, progress);
  gtk_progress_bar_set_fraction (self->progress_bar, n > 0 ? (double)seen / n : 0);
}

static GtkWidget *
make_row (CrmReviewPane *self, const CrmChangedDeal *deal)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (crm_record_get_title (deal->record)), *line, *mark = gtk_image_new_from_icon_name ("object-select-symbolic");
  g_autofree char *changes = crm_movement_figures_describe (&deal->change);

  line = gtk_label_new (changes);
  gtk_label_set_xalign (GTK_LABEL (title), 0.f);
  gtk_label_set_xalign (GTK_LABEL (line), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (line), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (line, "caption");
  gtk_widget_add_css_class (line, "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), line);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Gone through"), -1);
  gtk_widget_set_visible (mark, g_hash_table_contains (self->seen, make_key (deal->change.deal)));
  g_object_set_data (G_OBJECT (box), "mark", mark);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, crm_record_get_title (deal->record), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, changes, -1);
  return row;
}

static void
select_place (CrmReviewPane *self, int place)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, place);

  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}

static void
fill_list (CrmReviewPane *self)
{
  self->filling = TRUE;
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < self->figures->deals->len; i++)
    gtk_list_box_append (self->list, make_row (self, self->figures->deals->pdata[i]));
  self->filling = FALSE;
  if (find_place (self, self->current) < 0)
    self->current = self->figures->deals->len > 0 ? ((CrmChangedDeal *)self->figures->deals->pdata[0])->change.deal : 0;
  select_place (self, find_place (self, self->current));
}

void
crm_review_pane_show (CrmReviewPane *self, CrmDealReading *reading, const CrmMovementFigures *figures, const CrmId *pipeline)
{
  gboolean any = figures->deals->len > 0;

  g_return_if_fail (CRM_IS_REVIEW_PANE (self));

  g_clear_pointer (&self->reading, crm_deal_reading_unref);
  self->reading = crm_deal_reading_ref (reading);
  self->figures = figures;
  if (!crm_id_equal (&self->pipeline, pipeline))
    g_hash_table_remove_all (self->seen);
  self->pipeline = *pipeline;
  gtk_widget_set_visible (self->panes, any);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), any);
  gtk_widget_set_visible (self->nothing, !any);
  fill_list (self);
  show_deal (self);
  show_progress (self);
}

/* ── going through ────────────────────────────────────────────────────────────────────────── */

/* A deal has been gone through once it was left, or something was said of it. */
static void
note_seen (CrmReviewPane *self)
{
  int place = find_place (self, self->current);
  GtkListBoxRow *row = place >= 0 ? gtk_list_box_get_row_at_index (self->list, place) : NULL;

  if (row == NULL)
    return;
  g_hash_table_add (self->seen, make_key (self->current));
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (gtk_list_box_row_get_child (row)), "mark"), TRUE);
  show_progress (self);
}

static void
on_row_selected (CrmReviewPane *self, GtkListBoxRow *row)
{
  guint place = row != NULL ? (guint)gtk_list_box_row_get_index (row) : G_MAXUINT;
  gint64 deal;

  if (self->filling || self->figures == NULL || place >= self->figures->deals->len)
    return;
  deal = ((CrmChangedDeal *)self->figures->deals->pdata[place])->change.deal;
  if (deal != self->current)
    note_seen (self);
  self->current = deal;
  gtk_editable_set_text (GTK_EDITABLE (self->note_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->step_row), "");
  show_deal (self);
}

static void
go (CrmReviewPane *self, int step)
{
  int place = find_place (self, self->current) + step;

  if (self->figures == NULL || place < 0)
    return;
  if (place >= (int)self->figures->deals->len)
    {
      note_seen (self);
      gtk_widget_grab_focus (self->finish_button);
      return;
    }
  select_place (self, place);
}

static void
activate_next (GtkWidget *widget, const char *action, GVariant *parameter)
{
  go (CRM_REVIEW_PANE (widget), 1);
}

static void
activate_previous (GtkWidget *widget, const char *action, GVariant *parameter)
{
  go (CRM_REVIEW_PANE (widget), -1);
}

static void
activate_open (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmReviewPane *self = CRM_REVIEW_PANE (widget);
  const CrmChangedDeal *deal = get_current (self);

  if (deal != NULL)
    crm_page_open_record (self->page, &crm_kind_deal, &deal->record->id, NULL, 0);
}

static void
activate_note (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (CRM_REVIEW_PANE (widget)->note_row));
}

static void
activate_step (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (CRM_REVIEW_PANE (widget)->step_row));
}

/* ── saying ───────────────────────────────────────────────────────────────────────────────── */

static void
remember (CrmReviewPane *self, gint64 deal, const char *text)
{
  const char *before = g_hash_table_lookup (self->notes, make_key (deal));

  g_hash_table_insert (self->notes, make_key (deal), before != NULL ? g_strconcat (before, "\n", text, NULL) : g_strdup (text));
}

static void
save (CrmReviewPane *self, CrmEdit *edit, AdwEntryRow *row)
{
  remember (self, self->current, gtk_editable_get_text (GTK_EDITABLE (row)));
  dex_future_disown (crm_page_apply (self->page, edit, NULL));
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  note_seen (self);
  show_deal (self);
}

static gboolean
is_empty (AdwEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  return *text == '\0';
}

static void
on_note (CrmReviewPane *self)
{
  const CrmChangedDeal *deal = get_current (self);
  g_autoptr (CrmEdit) edit = NULL;

  if (deal == NULL || is_empty (self->note_row))
    return;
  edit = crm_review_edit_new_note (deal->record, gtk_editable_get_text (GTK_EDITABLE (self->note_row)), get_user (self), get_clock (self));
  save (self, edit, self->note_row);
  gtk_widget_grab_focus (GTK_WIDGET (self->step_row));
}

static gboolean
save_step (CrmReviewPane *self)
{
  const CrmChangedDeal *deal = get_current (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmEdit) edit = NULL;

  if (deal == NULL || is_empty (self->step_row))
    return TRUE;
  edit = crm_review_edit_new_step (deal->record, gtk_editable_get_text (GTK_EDITABLE (self->step_row)), get_user (self), get_clock (self), &error);
  if (edit == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->step_row), "error");
      gtk_label_set_label (self->said, error->message);
      gtk_widget_add_css_class (GTK_WIDGET (self->said), "error");
      gtk_widget_set_visible (GTK_WIDGET (self->said), TRUE);
      gtk_accessible_announce (GTK_ACCESSIBLE (self->step_row), error->message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
      return FALSE;
    }
  save (self, edit, self->step_row);
  return TRUE;
}

static void
on_step (CrmReviewPane *self)
{
  if (save_step (self))
    go (self, 1);
}

/* Enter in an empty line goes on: nothing is to be said. */
static void
on_note_activated (CrmReviewPane *self)
{
  if (is_empty (self->note_row))
    gtk_widget_grab_focus (GTK_WIDGET (self->step_row));
}

static void
on_step_activated (CrmReviewPane *self)
{
  if (is_empty (self->step_row))
    go (self, 1);
}

static void
on_finish (CrmReviewPane *self)
{
  g_autoptr (CrmEdit) edit = NULL;
  g_autofree char *note = NULL;

  if (self->figures == NULL)
    return;
  note_seen (self);
  note = g_strdup_printf (ngettext ("%'u deal gone through", "%'u deals gone through", count_seen (self)), count_seen (self));
  edit = crm_review_edit_new_review (&self->pipeline, note, get_user (self), get_clock (self));
  dex_future_disown (crm_page_apply (self->page, edit, _ ("Review finished")));
  crm_page_save_pdf (self->page);
}

/* ── on paper ─────────────────────────────────────────────────────────────────────────────── */

static void
add_totals (CrmReviewPane *self, CrmSheet *sheet)
{
  const CrmMovement *movement = self->figures->movement;
  g_autofree char *opening = format_home (self, movement->opening), *closing = format_home (self, movement->closing);

  crm_sheet_add_field (sheet, _ ("Open deals then"), opening);
  for (int i = 0; i < CRM_N_MOVEMENTS; i++)
    if (movement->counts[i] > 0)
      {
        g_autofree char *value = movement->values[i] != 0 ? format_home (self, movement->values[i]) : NULL;
        g_autofree char *text = value != NULL ? g_strdup_printf ("%u · %s", movement->counts[i], value) : g_strdup_printf ("%u", movement->counts[i]);

        crm_sheet_add_field (sheet, crm_movement_kind_get_title ((CrmMovementKind)i), text);
      }
  crm_sheet_add_field (sheet, _ ("Open deals now"), closing);
}

CrmSheet *
crm_review_pane_make_sheet (CrmReviewPane *self, const char *subtitle)
{
  const CrmSheetColumn columns[] = { { _ ("Deal"), 4 }, { _ ("Customer"), 3 }, { _ ("Change"), 3 }, { _ ("Stage"), 3 }, { _ ("Amount"), 2, TRUE }, { _ ("Said"), 4 } };
  CrmSheet *sheet = crm_sheet_new (_ ("Review of the deals"), subtitle);

  g_return_val_if_fail (CRM_IS_REVIEW_PANE (self), sheet);

  if (self->figures == NULL)
    return sheet;
  crm_sheet_add_heading (sheet, gtk_label_get_label (self->heading));
  add_totals (self, sheet);
  crm_sheet_begin_table (sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < self->figures->deals->len; i++)
    {
      const CrmChangedDeal *deal = self->figures->deals->pdata[i];
      g_autofree char *changes = crm_movement_figures_describe (&deal->change), *amount = describe_amount (self, deal);
      g_autofree char *stages = crm_movement_figures_describe_stages (self->figures, self->reading, &deal->change);
      const char *cells[] = { crm_record_get_title (deal->record), crm_record_get_text (deal->record, CRM_DEAL_CUSTOMER_NAME), changes, stages, amount, g_hash_table_lookup (self->notes, make_key (deal->change.deal)) };

      crm_sheet_add_row (sheet, cells);
    }
  return sheet;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

GtkWidget *
crm_review_pane_get_panes (CrmReviewPane *self)
{
  return self->panes;
}

GtkWidget *
crm_review_pane_get_list (CrmReviewPane *self)
{
  return self->list_place;
}

GtkWidget *
crm_review_pane_new (CrmPage *page)
{
  CrmReviewPane *self = g_object_new (CRM_TYPE_REVIEW_PANE, NULL);

  self->page = page;
  return GTK_WIDGET (self);
}

static void
crm_review_pane_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_REVIEW_PANE);

  G_OBJECT_CLASS (crm_review_pane_parent_class)->dispose (object);
}

static void
crm_review_pane_finalize (GObject *object)
{
  CrmReviewPane *self = CRM_REVIEW_PANE (object);

  g_clear_pointer (&self->reading, crm_deal_reading_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->notes, g_hash_table_unref);

  G_OBJECT_CLASS (crm_review_pane_parent_class)->finalize (object);
}

static void
crm_review_pane_class_init (CrmReviewPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_review_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_review_pane_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/deals/crm-review-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, progress_label);
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, print_button);
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, finish_button);
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, panes);
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, list_place);
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, list);
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, card);
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, title);
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, customer);
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, changes);
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, facts);
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, note_row);
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, step_row);
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, said);
  gtk_widget_class_bind_template_child (widget_class, CrmReviewPane, nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_note);
  gtk_widget_class_bind_template_callback (widget_class, on_note_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_step);
  gtk_widget_class_bind_template_callback (widget_class, on_step_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_finish);

  gtk_widget_class_install_action (widget_class, "review.next", NULL, activate_next);
  gtk_widget_class_install_action (widget_class, "review.previous", NULL, activate_previous);
  gtk_widget_class_install_action (widget_class, "review.open", NULL, activate_open);
  gtk_widget_class_install_action (widget_class, "review.note", NULL, activate_note);
  gtk_widget_class_install_action (widget_class, "review.step", NULL, activate_step);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_j, GDK_NO_MODIFIER_MASK, "review.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_NO_MODIFIER_MASK, "review.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_NO_MODIFIER_MASK, "review.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_NO_MODIFIER_MASK, "review.note", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_NO_MODIFIER_MASK, "review.step", NULL);
}

static void
crm_review_pane_init (CrmReviewPane *self)
{
  self->seen = g_hash_table_new (NULL, NULL);
  self->notes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
