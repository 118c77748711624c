/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of one deal. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deal-page-private.h"

#include "app/deals/crm-deal-dialog.h"
#include "app/deals/crm-deal-page-facts.h"
#include "app/deals/crm-deal-sheet.h"
#include "core/customers/crm-profile-facts.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (CrmDealPage, crm_deal_page, CRM_TYPE_PAGE)

/* ── the form ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_in_head (guint field)
{
  return field == CRM_DEAL_TITLE || field == CRM_DEAL_CUSTOMER || field == CRM_DEAL_AMOUNT || field == CRM_DEAL_PROBABILITY || field == CRM_DEAL_EXPECTED_CLOSE;
}

/* A deal goes to another stage by moving, which may ask for more. */
static gboolean
leaves_out (guint field)
{
  return field == CRM_DEAL_PIPELINE || field == CRM_DEAL_STAGE;
}

static gboolean
has_sense (const CrmRecord *deal, guint field)
{
  const char *outcome = crm_record_get_text (deal, CRM_DEAL_OUTCOME);

  switch (field)
    {
    case CRM_DEAL_LOST_REASON:
    case CRM_DEAL_LOST_DETAIL:
      return g_strcmp0 (outcome, "lost") == 0;
    case CRM_DEAL_CLOSED_AT:
      return g_strcmp0 (outcome, "won") == 0 || g_strcmp0 (outcome, "lost") == 0;
    case CRM_DEAL_RECURRING_PERIOD:
      return crm_record_has (deal, CRM_DEAL_RECURRING);
    default:
      return TRUE;
    }
}

static const CrmAboutForm form = {
  .kind = &crm_kind_deal,
  .origin = CRM_DEAL_SOURCE,
  .is_in_head = is_in_head,
  .leaves_out = leaves_out,
  .has_sense = has_sense,
};

static gboolean
read_used (CrmConnection *connection, gpointer field, GValue *result, GError **error)
{
  GStrv used = crm_deal_read_used (connection, GPOINTER_TO_UINT (field), error);

  if (used == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRV);
  g_value_take_boxed (result, used);
  return TRUE;
}

static void
set_up_form (CrmDealPage *self, CrmContext *context)
{
  static const guint suggested[] = { CRM_DEAL_COMPETITOR, CRM_DEAL_DRIVERS, CRM_DEAL_NEEDS, CRM_DEAL_CAMPAIGN };

  crm_about_pane_set_context (self->about, context, &form);
  crm_about_pane_allow_own_words (self->about, CRM_DEAL_LOST_REASON);
  for (gsize i = 0; i < G_N_ELEMENTS (suggested); i++)
    crm_about_pane_set_suggestions (self->about, suggested[i], read_used, GUINT_TO_POINTER (suggested[i]));
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static const char *
get_reference_name (gconstpointer deal, guint field)
{
  return crm_deal_profile_get_reference_name (deal, field);
}

static void
show_customer (CrmDealPage *self)
{
  CrmProfile *customer = self->reading_now->customer;
  g_autofree char *subtitle = NULL;
  gboolean individual;

  gtk_widget_set_visible (self->customer_part, customer != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->others), customer != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->files), customer != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->log_bar), customer != NULL);
  if (customer == NULL)
    return;
  subtitle = crm_profile_dup_subtitle (customer, crm_clock_get_zone (crm_context_get_clock (crm_page_get_context (CRM_PAGE (self)))));
  individual = g_strcmp0 (crm_record_get_text (customer->customer, CRM_CUSTOMER_TYPE), "individual") == 0;
  crm_person_row_set (self->customer_row, crm_record_get_title (customer->customer), individual ? CRM_NAME_PERSON : CRM_NAME_COMPANY, subtitle, customer->customer->deleted);
  crm_log_bar_set_deal (self->log_bar, &self->deal);
  crm_log_bar_set_profile (self->log_bar, customer);
  crm_timeline_view_set_deal (self->timeline, &customer->customer->id, &self->deal);
  crm_deals_pane_set_customer (self->others, &customer->customer->id, crm_record_get_title (customer->customer), &self->deal);
  crm_files_pane_set_profile (self->files, customer);
}

static void
update_actions (CrmDealPage *self)
{
  const CrmDealProfile *deal = self->reading_now->deal;
  gboolean open = deal->stage == NULL || crm_stage_is_open (deal->stage);
  gboolean there = !deal->deal->deleted;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "deal.win", there && open && deal->pipeline != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "deal.lose", there && open && deal->pipeline != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "deal.plan", there && self->reading_now->customer != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "deal.delete", there);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "deal.reset-probability", there && crm_record_has (deal->deal, CRM_DEAL_PROBABILITY));
}

/* Whoever opens a deal often has something to do to it: the keys that do are at hand. */
static void
take_focus (CrmDealPage *self)
{
  if (!self->fresh || self->reading_now == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->fresh = FALSE;
  crm_deal_header_focus (self->header);
}

static void
crm_deal_page_take_focus (CrmPage *page)
{
  crm_deal_header_focus (CRM_DEAL_PAGE (page)->header);
}

static void
show (CrmDealPage *self)
{
  CrmDealProfile *deal = self->reading_now->deal;
  CrmClock *clock = crm_context_get_clock (crm_page_get_context (CRM_PAGE (self)));
  g_autoptr (GPtrArray) facts = crm_deal_get_facts (self->reading_now, crm_clock_now (clock), crm_clock_get_zone (clock));
  const char *title = crm_record_get_title (deal->deal);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title != NULL ? title : _ ("Deal"));
  gtk_stack_set_visible_child_name (self->stack, deal->deal->deleted ? "gone" : "deal");
  crm_deal_header_set_deal (self->header, deal);
  crm_fact_strip_set_facts (self->facts, facts);
  crm_about_pane_set_record (self->about, deal->deal, get_reference_name, deal, deal->currency);
  crm_deal_people_pane_set_deal (self->people, self->reading_now);
  show_customer (self);
  update_actions (self);
  take_focus (self);
}

static void reload (CrmDealPage *self);

typedef struct
{
  CrmDealPage *page;
  CrmId deal;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->page);
  g_free (reading);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  Reading *reading = data;
  CrmDealPage *self = reading->page;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  gboolean other = !crm_id_equal (&reading->deal, &self->deal);

  self->reading = FALSE;
  if (self->stack == NULL)
    return NULL;
  if (value == NULL)
    crm_page_fail (CRM_PAGE (self), error);
  else if (!other)
    {
      g_clear_pointer (&self->reading_now, crm_deal_page_reading_unref);
      self->reading_now = g_value_dup_boxed (value);
      show (self);
    }
  if (self->stale || other)
    reload (self);
  return NULL;
}

static void
reload (CrmDealPage *self)
{
  Reading *reading;

  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  reading = g_new0 (Reading, 1);
  *reading = (Reading){ g_object_ref (self), self->deal };
  dex_future_disown (dex_future_finally (crm_deal_page_reading_read (crm_page_get_context (CRM_PAGE (self)), &self->deal), on_read, reading, reading_free));
}

static void
on_store_changed (CrmDealPage *self, const CrmChangeSet *changes)
{
  g_assert (CRM_IS_DEAL_PAGE (self));

  if ((changes->kinds & (crm_profile_get_kinds () | crm_deal_profile_get_kinds () | 1u << CRM_KIND_CUSTOMER | 1u << CRM_KIND_TASK)) != 0)
    reload (self);
}

static void
set_deal (CrmDealPage *self, const CrmId *deal)
{
  self->deal = *deal;
  reload (self);
}

/* ── going on ─────────────────────────────────────────────────────────────────────────────── */

static void
crm_deal_page_go (CrmPage *page, int step)
{
  crm_record_travel_go (CRM_DEAL_PAGE (page)->travel, step);
}

/* ── doing things ─────────────────────────────────────────────────────────────────────────── */

static void
on_customer_activated (CrmDealPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "deal.open-customer", NULL);
}

static void
on_restore (CrmDealPage *self)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Restore Deal"), CRM_EDIT_ORIGIN_PERSON);

  g_assert (CRM_IS_DEAL_PAGE (self));

  crm_edit_restore (edit, &crm_kind_deal, &self->deal);
  dex_future_disown (crm_page_apply (CRM_PAGE (self), edit, NULL));
}

static void
crm_deal_page_search (CrmPage *page)
{
  crm_deal_page_show_tab (CRM_DEAL_PAGE (page), "timeline");
  crm_timeline_view_search (CRM_DEAL_PAGE (page)->timeline);
}

static void
crm_deal_page_create (CrmPage *page)
{
  CrmDealPage *self = CRM_DEAL_PAGE (page);
  CrmDealDialog *dialog = crm_deal_dialog_new (crm_page_get_context (page));

  if (self->reading_now != NULL && self->reading_now->deal->pipeline != NULL)
    crm_deal_dialog_set_pipeline (dialog, &self->reading_now->deal->pipeline->record->id);
  crm_deal_dialog_present (dialog, page);
}

static DexFuture *
crm_deal_page_make_sheet (CrmPage *page)
{
  CrmDealPage *self = CRM_DEAL_PAGE (page);
  CrmClock *clock = crm_context_get_clock (crm_page_get_context (page));
  g_autoptr (GPtrArray) entries = NULL;

  if (self->reading_now == NULL)
    return dex_future_new_reject (GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED, "There is no deal yet");
  entries = crm_timeline_view_dup_entries (self->timeline);
  return dex_future_new_take_boxed (CRM_TYPE_SHEET, crm_deal_sheet_new (self->reading_now, entries, crm_clock_now (clock), crm_clock_get_zone (clock)));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_deal_page_constructed (GObject *object)
{
  CrmDealPage *self = CRM_DEAL_PAGE (object);
  CrmContext *context;

  G_OBJECT_CLASS (crm_deal_page_parent_class)->constructed (object);

  context = crm_page_get_context (CRM_PAGE (self));
  set_up_form (self, context);
  crm_log_bar_set_context (self->log_bar, context);
  crm_timeline_view_set_context (self->timeline, context);
  crm_deals_pane_set_context (self->others, context);
  crm_files_pane_set_context (self->files, context, self->transfers);
  self->customer_row = CRM_PERSON_ROW (crm_person_row_new ());
  gtk_list_box_append (self->customer_list, GTK_WIDGET (self->customer_row));
  g_signal_connect_object (crm_context_get_store (context), "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
}

static void
crm_deal_page_dispose (GObject *object)
{
  CrmDealPage *self = CRM_DEAL_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_DEAL_PAGE);
  g_clear_pointer (&self->reading_now, crm_deal_page_reading_unref);

  G_OBJECT_CLASS (crm_deal_page_parent_class)->dispose (object);
}

static void
crm_deal_page_shown (AdwNavigationPage *page)
{
  take_focus (CRM_DEAL_PAGE (page));
}

static void
ensure_types (void)
{
  g_type_ensure (CRM_TYPE_LAYOUT_CHOICE);
  g_type_ensure (CRM_TYPE_RECORD_TRAVEL);
  g_type_ensure (CRM_TYPE_DEAL_HEADER);
  g_type_ensure (CRM_TYPE_FACT_STRIP);
  g_type_ensure (CRM_TYPE_ABOUT_PANE);
  g_type_ensure (CRM_TYPE_DEAL_PEOPLE_PANE);
  g_type_ensure (CRM_TYPE_LOG_BAR);
  g_type_ensure (CRM_TYPE_TIMELINE_VIEW);
  g_type_ensure (CRM_TYPE_DEALS_PANE);
  g_type_ensure (CRM_TYPE_FILES_PANE);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CrmDealPage, layout);
  gtk_widget_class_bind_template_child (widget_class, CrmDealPage, travel);
  gtk_widget_class_bind_template_child (widget_class, CrmDealPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmDealPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, CrmDealPage, header);
  gtk_widget_class_bind_template_child (widget_class, CrmDealPage, facts);
  gtk_widget_class_bind_template_child (widget_class, CrmDealPage, about);
  gtk_widget_class_bind_template_child (widget_class, CrmDealPage, people);
  gtk_widget_class_bind_template_child (widget_class, CrmDealPage, log_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmDealPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, CrmDealPage, customer_part);
  gtk_widget_class_bind_template_child (widget_class, CrmDealPage, customer_list);
  gtk_widget_class_bind_template_child (widget_class, CrmDealPage, others);
  gtk_widget_class_bind_template_child (widget_class, CrmDealPage, files);
  gtk_widget_class_bind_template_child (widget_class, CrmDealPage, transfers);
}

static gboolean
crm_deal_page_get_record (CrmPage *page, const CrmKind **kind, CrmId *id)
{
  *kind = &crm_kind_deal;
  *id = CRM_DEAL_PAGE (page)->deal;
  return TRUE;
}

static void
crm_deal_page_class_init (CrmDealPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = crm_deal_page_constructed;
  object_class->dispose = crm_deal_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = crm_deal_page_shown;
  CRM_PAGE_CLASS (klass)->go = crm_deal_page_go;
  CRM_PAGE_CLASS (klass)->get_record = crm_deal_page_get_record;
  CRM_PAGE_CLASS (klass)->create = crm_deal_page_create;
  CRM_PAGE_CLASS (klass)->search = crm_deal_page_search;
  CRM_PAGE_CLASS (klass)->take_focus = crm_deal_page_take_focus;
  CRM_PAGE_CLASS (klass)->make_sheet = crm_deal_page_make_sheet;

  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/deals/crm-deal-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_arrived", G_CALLBACK (set_deal));
  gtk_widget_class_bind_template_callback (widget_class, on_restore);
  gtk_widget_class_bind_template_callback (widget_class, on_customer_activated);
  crm_deal_page_install_actions (widget_class);
}

static void
crm_deal_page_init (CrmDealPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CrmPage *
crm_deal_page_new (CrmContext *context, const CrmId *deal, GListModel *list, guint position)
{
  CrmDealPage *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && deal != NULL, NULL);

  self = g_object_new (CRM_TYPE_DEAL_PAGE, "context", context, NULL);
  self->fresh = TRUE;
  crm_record_travel_set_list (self->travel, list, position);
  set_deal (self, deal);
  return CRM_PAGE (self);
}
