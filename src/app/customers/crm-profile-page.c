/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The profile of one customer. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-profile-page.h"

#include "app/customers/crm-about-pane.h"
#include "app/customers/crm-erase-dialog.h"
#include "app/customers/crm-fact-strip.h"
#include "app/customers/crm-links-pane.h"
#include "app/customers/crm-new-customer-dialog.h"
#include "app/customers/crm-people-pane.h"
#include "app/customers/crm-profile-header.h"
#include "app/customers/crm-profile-reading.h"
#include "app/customers/crm-profile-sheet.h"
#include "app/customers/crm-reach-pane.h"
#include "app/deals/crm-deals-pane.h"
#include "app/files/crm-file-drop.h"
#include "app/files/crm-files-pane.h"
#include "app/history/crm-history-page.h"
#include "app/surveys/crm-answer-survey-dialog.h"
#include "app/surveys/crm-responses-pane.h"
#include "app/timeline/crm-log-bar.h"
#include "app/timeline/crm-timeline-view.h"
#include "app/widgets/crm-contact-point-row.h"
#include "app/widgets/crm-layout-choice.h"
#include "app/widgets/crm-record-travel.h"
#include "core/customers/crm-profile-facts.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

struct _CrmProfilePage
{
  CrmPage parent_instance;

  /* template */
  CrmRecordTravel *travel;
  AdwStatusPage *gone;
  GtkWidget *survivor;
  GtkWidget *restore;
  GtkStack *stack;
  CrmLayoutChoice *layout;
  AdwViewStack *tabs;
  CrmProfileHeader *header;
  CrmFactStrip *facts;
  CrmReachPane *reach;
  CrmAboutPane *about;
  CrmLogBar *log_bar;
  CrmTimelineView *timeline;
  CrmDealsPane *deals;
  CrmPeoplePane *people;
  CrmFilesPane *files;
  CrmLinksPane *links;
  CrmResponsesPane *responses;
  CrmFileDrop *drop;
  GtkBox *transfers;

  /* owned */
  CrmProfile *profile;

  CrmId customer;
  char *log_kind; /* owned: what to begin to log once the profile is read; NULL for nothing */
  gboolean reading;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (CrmProfilePage, crm_profile_page, CRM_TYPE_PAGE)

static CrmStore *
get_store (CrmProfilePage *self)
{
  return crm_context_get_store (crm_page_get_context (CRM_PAGE (self)));
}

static CrmClock *
get_clock (CrmProfilePage *self)
{
  return crm_context_get_clock (crm_page_get_context (CRM_PAGE (self)));
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static const char *
find_point (CrmProfilePage *self, const char *kind)
{
  for (guint i = 0; i < self->profile->points->len; i++)
    {
      const CrmRecord *point = g_ptr_array_index (self->profile->points, i);

      if (g_strcmp0 (crm_record_get_text (point, CRM_CONTACT_POINT_KIND), kind) == 0 && crm_record_get_integer (point, CRM_CONTACT_POINT_OPT_OUT, 0) == 0)
        return crm_record_get_text (point, CRM_CONTACT_POINT_VALUE);
    }
  return crm_record_get_text (self->profile->customer, strcmp (kind, "phone") == 0 ? CRM_CUSTOMER_PHONE : CRM_CUSTOMER_EMAIL);
}

/* Where there is one column, what is asked for may be on the other tab. */
static void
show_tab (CrmProfilePage *self, const char *name)
{
  adw_view_stack_set_visible_child_name (self->tabs, name);
}

static void
begin_log (CrmProfilePage *self)
{
  g_autofree char *kind = g_steal_pointer (&self->log_kind);

  if (kind == NULL)
    return;
  show_tab (self, "timeline");
  crm_log_bar_begin (self->log_bar, kind);
}

/* Nothing else is without a name. */
static gboolean
is_erased (const CrmRecord *customer)
{
  return customer->deleted && !crm_record_has (customer, CRM_CUSTOMER_NAME);
}

/* One that was merged says who it is. Restoring it alone would leave all that belonged to it there: that is what un-merging is for. */
static void
show_gone (CrmProfilePage *self)
{
  gboolean merged = crm_record_has (self->profile->customer, CRM_CUSTOMER_MERGED_INTO);

  adw_status_page_set_title (self->gone, merged ? _ ("This Customer Was Merged") : _ ("This Customer Was Deleted"));
  gtk_widget_set_visible (self->survivor, merged);
  gtk_widget_set_visible (self->restore, !merged);
}

static void
show (CrmProfilePage *self)
{
  CrmProfile *profile = self->profile;
  const char *name = crm_record_get_title (profile->customer);
  g_autoptr (GPtrArray) facts = crm_profile_get_facts (profile, crm_clock_now (get_clock (self)), crm_clock_get_zone (get_clock (self)));
  /* Translators: shown while files are held over a customer's page. */
  g_autofree char *drop_text = g_strdup_printf (_ ("Drop to keep with %s"), name != NULL ? name : _ ("this customer"));

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), name != NULL ? name : _ ("Customer"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "profile.call", find_point (self, "phone") != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "profile.mail", find_point (self, "email") != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "profile.delete", !profile->customer->deleted);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "profile.erase", !is_erased (profile->customer) && crm_erase_dialog_is_allowed (CRM_PAGE (self)));
  show_gone (self);
  gtk_stack_set_visible_child_name (self->stack, is_erased (profile->customer) ? "erased" : profile->customer->deleted ? "gone"
                                                                                                                       : "profile");
  crm_profile_header_set_profile (self->header, profile);
  crm_fact_strip_set_facts (self->facts, facts);
  crm_reach_pane_set_profile (self->reach, profile);
  crm_about_pane_set_profile (self->about, profile);
  crm_log_bar_set_profile (self->log_bar, profile);
  crm_deals_pane_set_customer (self->deals, &profile->customer->id, name, NULL);
  crm_people_pane_set_profile (self->people, profile);
  crm_files_pane_set_profile (self->files, profile);
  crm_links_pane_set_profile (self->links, profile);
  crm_responses_pane_set_profile (self->responses, profile);
  crm_file_drop_set_text (self->drop, drop_text);
  begin_log (self);
}

static void reload (CrmProfilePage *self);

typedef struct
{
  CrmProfilePage *page;
  CrmId customer;
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
  CrmProfilePage *self = reading->page;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  gboolean other = !crm_id_equal (&reading->customer, &self->customer);

  self->reading = FALSE;
  if (self->stack == NULL)
    return NULL;
  if (value == NULL)
    crm_page_fail (CRM_PAGE (self), error);
  else if (!other)
    {
      g_clear_pointer (&self->profile, crm_profile_unref);
      self->profile = g_value_dup_boxed (value);
      show (self);
    }
  if (self->stale || other)
    reload (self);
  return NULL;
}

static void
reload (CrmProfilePage *self)
{
  Reading *reading;

  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  reading = g_new0 (Reading, 1);
  *reading = (Reading){ g_object_ref (self), self->customer };
  dex_future_disown (dex_future_finally (crm_profile_read (crm_page_get_context (CRM_PAGE (self)), &self->customer), on_read, reading, reading_free));
}

static void
on_store_changed (CrmProfilePage *self, const CrmChangeSet *changes)
{
  g_assert (CRM_IS_PROFILE_PAGE (self));

  if ((changes->kinds & crm_profile_get_kinds ()) != 0 || crm_change_set_has_record (changes, &self->customer))
    reload (self);
}

static void
set_customer (CrmProfilePage *self, const CrmId *customer)
{
  self->customer = *customer;
  crm_timeline_view_set_customer (self->timeline, customer);
  reload (self);
}

/* ── doing things ─────────────────────────────────────────────────────────────────────────── */

static void
crm_profile_page_go (CrmPage *page, int step)
{
  crm_record_travel_go (CRM_PROFILE_PAGE (page)->travel, step);
}

static void
crm_profile_page_search (CrmPage *page)
{
  CrmProfilePage *self = CRM_PROFILE_PAGE (page);

  show_tab (self, "timeline");
  crm_timeline_view_search (self->timeline);
}

static void
on_customer_made (CrmPage *page, const CrmId *id)
{
  crm_page_open_record (page, &crm_kind_customer, id, NULL, 0);
}

static void
crm_profile_page_create (CrmPage *page)
{
  AdwDialog *dialog = crm_new_customer_dialog_new (crm_page_get_context (page));

  g_signal_connect_object (dialog, "created", G_CALLBACK (on_customer_made), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_customer_made), page, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

static void
crm_profile_page_answer_survey (CrmPage *page)
{
  CrmProfilePage *self = CRM_PROFILE_PAGE (page);

  if (self->profile != NULL && !self->profile->customer->deleted)
    crm_answer_survey_dialog_present (page, &self->customer, crm_record_get_title (self->profile->customer));
}

static void
edit_field_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmProfilePage *self = CRM_PROFILE_PAGE (widget);
  int field = crm_kind_find_field (&crm_kind_customer, g_variant_get_string (parameter, NULL));

  if (field < 0 || self->profile == NULL)
    return;
  show_tab (self, "about");
  crm_about_pane_edit (self->about, (guint)field);
}

static void
log_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmProfilePage *self = CRM_PROFILE_PAGE (widget);

  show_tab (self, "timeline");
  crm_log_bar_begin (self->log_bar, NULL);
}

static void
log_kind_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmProfilePage *self = CRM_PROFILE_PAGE (widget);

  g_set_str (&self->log_kind, g_variant_get_string (parameter, NULL));
  if (self->profile != NULL)
    begin_log (self);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmProfilePage *self = CRM_PROFILE_PAGE (widget);
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Delete Customer"), CRM_EDIT_ORIGIN_PERSON);
  g_autofree char *toast = NULL;

  if (self->profile == NULL)
    return;
  toast = g_strdup_printf (_ ("“%s” deleted"), crm_record_get_title (self->profile->customer));
  crm_edit_delete (edit, &crm_kind_customer, &self->customer);
  dex_future_disown (crm_page_apply (CRM_PAGE (self), edit, toast));
}

static void
history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmProfilePage *self = CRM_PROFILE_PAGE (widget);

  if (self->profile != NULL)
    crm_page_push (CRM_PAGE (self), crm_history_page_new_for (crm_page_get_context (CRM_PAGE (self)), &crm_kind_customer, &self->customer, crm_record_get_title (self->profile->customer)));
}

static void
erase_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmProfilePage *self = CRM_PROFILE_PAGE (widget);

  if (self->profile != NULL)
    crm_erase_dialog_present (CRM_PAGE (self), self->profile->customer);
}

static void
on_survivor (CrmProfilePage *self)
{
  const CrmId *id = self->profile != NULL ? crm_record_get_id (self->profile->customer, CRM_CUSTOMER_MERGED_INTO) : NULL;

  g_assert (CRM_IS_PROFILE_PAGE (self));

  if (id != NULL)
    crm_page_open_record (CRM_PAGE (self), &crm_kind_customer, id, NULL, 0);
}

static void
on_restore (CrmProfilePage *self)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Restore Customer"), CRM_EDIT_ORIGIN_PERSON);

  g_assert (CRM_IS_PROFILE_PAGE (self));

  crm_edit_restore (edit, &crm_kind_customer, &self->customer);
  dex_future_disown (crm_page_apply (CRM_PAGE (self), edit, NULL));
}

static void
launch (CrmProfilePage *self, const char *kind)
{
  const char *value = self->profile != NULL ? find_point (self, kind) : NULL;
  g_autofree char *uri = crm_contact_point_dup_uri (kind, value);
  g_autoptr (GtkUriLauncher) launcher = uri != NULL ? gtk_uri_launcher_new (uri) : NULL;

  if (launcher != NULL)
    gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, NULL, NULL);
}

static void
call_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmProfilePage *self = CRM_PROFILE_PAGE (widget);

  launch (self, "phone");
  show_tab (self, "timeline");
  crm_log_bar_begin (self->log_bar, "call");
}

static void
mail_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmProfilePage *self = CRM_PROFILE_PAGE (widget);

  launch (self, "email");
}

static void
new_deal_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_deals_pane_add (CRM_PROFILE_PAGE (widget)->deals);
}

static void
open_deal_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmId deal;

  if (crm_id_parse (g_variant_get_string (parameter, NULL), &deal))
    crm_page_open_record (CRM_PAGE (widget), &crm_kind_deal, &deal, NULL, 0);
}

static void
add_files_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmProfilePage *self = CRM_PROFILE_PAGE (widget);

  show_tab (self, "about");
  crm_files_pane_choose (self->files, NULL);
}

static void
attach_files_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmId interaction;

  if (crm_id_parse (g_variant_get_string (parameter, NULL), &interaction))
    crm_files_pane_choose (CRM_PROFILE_PAGE (widget)->files, &interaction);
}

static void
paste_files_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_files_pane_paste (CRM_PROFILE_PAGE (widget)->files);
}

static void
on_dropped (CrmProfilePage *self, GPtrArray *files)
{
  g_assert (CRM_IS_PROFILE_PAGE (self));

  crm_files_pane_add (self->files, files, NULL);
}

static gboolean
crm_profile_page_get_record (CrmPage *page, const CrmKind **kind, CrmId *id)
{
  *kind = &crm_kind_customer;
  *id = CRM_PROFILE_PAGE (page)->customer;
  return TRUE;
}

/* What the timeline shows goes on paper too: its filter is how one says what of it. */
static DexFuture *
crm_profile_page_make_sheet (CrmPage *page)
{
  CrmProfilePage *self = CRM_PROFILE_PAGE (page);
  CrmClock *clock = crm_context_get_clock (crm_page_get_context (page));
  g_autoptr (GPtrArray) entries = NULL;

  if (self->profile == NULL)
    return dex_future_new_reject (GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED, "There is no profile yet");
  entries = crm_timeline_view_dup_entries (self->timeline);
  return dex_future_new_take_boxed (CRM_TYPE_SHEET, crm_profile_sheet_new (self->profile, entries, crm_clock_now (clock), crm_clock_get_zone (clock)));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_profile_page_constructed (GObject *object)
{
  CrmProfilePage *self = CRM_PROFILE_PAGE (object);
  CrmContext *context;

  G_OBJECT_CLASS (crm_profile_page_parent_class)->constructed (object);

  context = crm_page_get_context (CRM_PAGE (self));
  crm_profile_header_set_context (self->header, context);
  crm_reach_pane_set_context (self->reach, context);
  crm_about_pane_set_context (self->about, context, NULL);
  crm_log_bar_set_context (self->log_bar, context);
  crm_timeline_view_set_context (self->timeline, context);
  crm_deals_pane_set_context (self->deals, context);
  crm_people_pane_set_context (self->people, context);
  crm_files_pane_set_context (self->files, context, self->transfers);
  crm_links_pane_set_context (self->links, context);
  crm_responses_pane_set_context (self->responses, context);
  crm_file_drop_attach (self->drop, GTK_WIDGET (self->stack));
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
}

static void
crm_profile_page_dispose (GObject *object)
{
  CrmProfilePage *self = CRM_PROFILE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_PROFILE_PAGE);
  g_clear_pointer (&self->profile, crm_profile_unref);
  g_clear_pointer (&self->log_kind, g_free);

  G_OBJECT_CLASS (crm_profile_page_parent_class)->dispose (object);
}

/* Whoever opens a profile often has something to write down: the cursor stands there. */
static void
crm_profile_page_shown (AdwNavigationPage *page)
{
  crm_log_bar_offer (CRM_PROFILE_PAGE (page)->log_bar);
}

static void
crm_profile_page_take_focus (CrmPage *page)
{
  crm_log_bar_offer (CRM_PROFILE_PAGE (page)->log_bar);
}

static void
ensure_types (void)
{
  g_type_ensure (CRM_TYPE_LAYOUT_CHOICE);
  g_type_ensure (CRM_TYPE_RECORD_TRAVEL);
  g_type_ensure (CRM_TYPE_PROFILE_HEADER);
  g_type_ensure (CRM_TYPE_FACT_STRIP);
  g_type_ensure (CRM_TYPE_REACH_PANE);
  g_type_ensure (CRM_TYPE_ABOUT_PANE);
  g_type_ensure (CRM_TYPE_LOG_BAR);
  g_type_ensure (CRM_TYPE_TIMELINE_VIEW);
  g_type_ensure (CRM_TYPE_DEALS_PANE);
  g_type_ensure (CRM_TYPE_PEOPLE_PANE);
  g_type_ensure (CRM_TYPE_FILES_PANE);
  g_type_ensure (CRM_TYPE_LINKS_PANE);
  g_type_ensure (CRM_TYPE_RESPONSES_PANE);
  g_type_ensure (CRM_TYPE_FILE_DROP);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, travel);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, gone);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, survivor);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, restore);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, layout);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, tabs);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, header);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, facts);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, reach);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, about);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, log_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, timeline);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, deals);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, people);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, files);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, links);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, responses);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, drop);
  gtk_widget_class_bind_template_child (widget_class, CrmProfilePage, transfers);
}

static void
crm_profile_page_class_init (CrmProfilePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = crm_profile_page_constructed;
  object_class->dispose = crm_profile_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = crm_profile_page_shown;
  CRM_PAGE_CLASS (klass)->go = crm_profile_page_go;
  CRM_PAGE_CLASS (klass)->get_record = crm_profile_page_get_record;
  CRM_PAGE_CLASS (klass)->create = crm_profile_page_create;
  CRM_PAGE_CLASS (klass)->answer_survey = crm_profile_page_answer_survey;
  CRM_PAGE_CLASS (klass)->search = crm_profile_page_search;
  CRM_PAGE_CLASS (klass)->take_focus = crm_profile_page_take_focus;
  CRM_PAGE_CLASS (klass)->make_sheet = crm_profile_page_make_sheet;

  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/customers/crm-profile-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_arrived", G_CALLBACK (set_customer));
  gtk_widget_class_bind_template_callback (widget_class, on_survivor);
  gtk_widget_class_bind_template_callback (widget_class, on_restore);
  gtk_widget_class_bind_template_callback (widget_class, on_dropped);

  gtk_widget_class_install_action (widget_class, "profile.edit-field", "s", edit_field_action);
  gtk_widget_class_install_action (widget_class, "profile.log", NULL, log_action);
  gtk_widget_class_install_action (widget_class, "profile.log-kind", "s", log_kind_action);
  gtk_widget_class_install_action (widget_class, "profile.history", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "profile.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "profile.erase", NULL, erase_action);
  gtk_widget_class_install_action (widget_class, "profile.call", NULL, call_action);
  gtk_widget_class_install_action (widget_class, "profile.mail", NULL, mail_action);
  gtk_widget_class_install_action (widget_class, "profile.new-deal", NULL, new_deal_action);
  gtk_widget_class_install_action (widget_class, "profile.open-deal", "s", open_deal_action);
  gtk_widget_class_install_action (widget_class, "profile.add-files", NULL, add_files_action);
  gtk_widget_class_install_action (widget_class, "profile.attach-files", "s", attach_files_action);
  gtk_widget_class_install_action (widget_class, "profile.paste-files", NULL, paste_files_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, "profile.log", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "profile.edit-field", "s", "name");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "profile.add-files", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "profile.paste-files", NULL);
}

static void
crm_profile_page_init (CrmProfilePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CrmPage *
crm_profile_page_new (CrmContext *context, const CrmId *customer, GListModel *list, guint position)
{
  CrmProfilePage *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && customer != NULL, NULL);

  self = g_object_new (CRM_TYPE_PROFILE_PAGE, "context", context, NULL);
  crm_record_travel_set_list (self->travel, list, position);
  set_customer (self, customer);
  return CRM_PAGE (self);
}
