/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar above the timeline. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/timeline/crm-log-bar.h"

#include "app/timeline/crm-timeline-icon.h"
#include "app/widgets/crm-chip.h"
#include "core/base/crm-repeat.h"
#include "core/customers/crm-log-edit.h"
#include "core/timeline/crm-task-edit.h"
#include "core/timeline/crm-timeline-words.h"

#include <glib/gi18n-lib.h>

#define DRAFT_DELAY_MS 400
#define DEFAULT_KIND   "call"
#define DEFAULT_MINUTE (9 * 60)

struct _CrmLogBar
{
  AdwBin parent_instance;

  /* template */
  AdwToggleGroup *kinds;
  GtkEntry *line;
  GtkEntry *next;
  GtkWidget *log;
  AdwWrapBox *guesses;

  /* owned */
  CrmContext *context;
  CrmProfile *profile;
  CrmLogLine *read;        /* what the line says now */
  GPtrArray *shown_people; /* of CrmProfilePerson, borrowed from profile: read's indexes point here */
  GHashTable *refused;     /* of CrmId: people the line does not mean */
  CrmPage *page;           /* NULL: the one it stands in */
  CrmRecord *task;         /* what is logged has it done; or NULL */

  CrmId deal; /* or nil */
  CrmLogRefusals refusals;
  const char *chosen_kind; /* by hand; NULL while the line may decide */
  guint draft_source;
  gboolean setting;
  gboolean composing;
  gboolean saving;
};

enum
{
  LOGGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmLogBar, crm_log_bar, ADW_TYPE_BIN)

static const struct
{
  const char *kind;
  const char *label;
} kinds[] = {
  { "call", NC_ ("choice", "Call") },
  { "message", NC_ ("choice", "Message") },
  { "meeting", NC_ ("choice", "Meeting") },
  { "note", NC_ ("choice", "Note") },
  { "task", NC_ ("choice", "Task") },
  { "email", NC_ ("choice", "Email") },
  { "visit", NC_ ("choice", "Visit") },
};

static const char *
get_text (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static const char *
get_kind (CrmLogBar *self)
{
  const char *name = adw_toggle_group_get_active_name (self->kinds);

  return name != NULL ? g_intern_string (name) : DEFAULT_KIND;
}

static gboolean
is_empty (CrmLogBar *self)
{
  g_autofree char *line = g_strstrip (g_strdup (get_text (self->line)));
  g_autofree char *next = g_strstrip (g_strdup (get_text (self->next)));

  return *line == '\0' && (*next == '\0' || strcmp (get_kind (self), "task") == 0);
}

/* ── drafts ───────────────────────────────────────────────────────────────────────────────── */

/* Whose the draft is: the deal's, else the customer's. */
static const CrmId *
get_subject (CrmLogBar *self)
{
  return crm_id_is_nil (&self->deal) ? &self->profile->customer->id : &self->deal;
}

static char *
dup_draft_name (const CrmId *subject)
{
  char id[CRM_ID_STRING_LENGTH + 1];

  return g_strconcat ("draft.", crm_id_format (subject, id), NULL);
}

static void
save_draft (CrmLogBar *self)
{
  g_autofree char *name = NULL;
  g_autofree char *draft = NULL;

  g_clear_handle_id (&self->draft_source, g_source_remove);
  if (self->profile == NULL || self->context == NULL)
    return;
  name = dup_draft_name (get_subject (self));
  if (*get_text (self->line) != '\0' || *get_text (self->next) != '\0')
    draft = g_strdup_printf ("%s\n%s\n%s", self->chosen_kind != NULL ? self->chosen_kind : "", get_text (self->line), get_text (self->next));
  dex_future_disown (crm_store_set_setting (crm_context_get_store (self->context), name, draft));
}

static gboolean
on_draft_due (gpointer data)
{
  CrmLogBar *self = CRM_LOG_BAR (data);

  self->draft_source = 0;
  save_draft (self);
  return G_SOURCE_REMOVE;
}

static void
save_draft_soon (CrmLogBar *self)
{
  g_clear_handle_id (&self->draft_source, g_source_remove);
  self->draft_source = g_timeout_add (DRAFT_DELAY_MS, on_draft_due, self);
}

typedef struct
{
  CrmLogBar *bar;
  CrmId subject;
} Drafting;

static void
drafting_free (gpointer data)
{
  Drafting *drafting = data;

  g_object_unref (drafting->bar);
  g_free (drafting);
}

static DexFuture *
on_draft (DexFuture *future, gpointer data)
{
  Drafting *drafting = data;
  CrmLogBar *self = drafting->bar;
  const GValue *value = dex_future_get_value (future, NULL);
  const char *text = value != NULL ? g_value_get_string (value) : NULL;
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, "\n", 3) : NULL;

  if (parts == NULL || g_strv_length (parts) != 3 || self->profile == NULL || !crm_id_equal (get_subject (self), &drafting->subject) || *get_text (self->line) != '\0' || *get_text (self->next) != '\0')
    return NULL;
  if (*parts[0] != '\0')
    adw_toggle_group_set_active_name (self->kinds, parts[0]);
  gtk_editable_set_text (GTK_EDITABLE (self->line), parts[1]);
  gtk_editable_set_text (GTK_EDITABLE (self->next), parts[2]);
  return NULL;
}

static void
load_draft (CrmLogBar *self)
{
  g_autofree char *name = dup_draft_name (get_subject (self));
  Drafting *drafting = g_new0 (Drafting, 1);

  *drafting = (Drafting){ g_object_ref (self), *get_subject (self) };
  dex_future_disown (dex_future_then (crm_store_find_setting (crm_context_get_store (self->context), name), on_draft, drafting, drafting_free));
}

/* ── reading the line ─────────────────────────────────────────────────────────────────────── */

static void understand (CrmLogBar *self);

static void
on_date_refused (CrmLogBar *self)
{
  self->refusals.date = TRUE;
  understand (self);
}

static void
on_duration_refused (CrmLogBar *self)
{
  self->refusals.duration = TRUE;
  understand (self);
}

static void
on_next_refused (CrmLogBar *self)
{
  self->refusals.next_date = TRUE;
  understand (self);
}

static void
on_person_refused (CrmLogBar *self, CrmChip *chip)
{
  const CrmId *id = g_object_get_data (G_OBJECT (chip), "person");

  g_hash_table_add (self->refused, g_memdup2 (id, sizeof *id));
  self->refusals.any_person = TRUE;
  understand (self);
}

static GtkWidget *
add_guess (CrmLogBar *self, const char *label, CrmTone tone, GCallback on_refused)
{
  GtkWidget *chip = crm_chip_new (label, tone);

  if (on_refused != NULL)
    {
      crm_chip_set_remove_label (CRM_CHIP (chip), _ ("Not This"));
      g_signal_connect_object (chip, "removed", on_refused, self, G_CONNECT_SWAPPED);
    }
  adw_wrap_box_append (self->guesses, chip);
  return chip;
}

static void
clear_guesses (CrmLogBar *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->guesses))) != NULL)
    adw_wrap_box_remove (self->guesses, child);
}

/* "every week on Tue, first Thu 15:00 · in 2 days"; without a rule, when it is due. */
static char *
dup_plan (const char *rule, gint64 due, gboolean has_time, gint64 now, GTimeZone *zone)
{
  g_autofree char *when = crm_timeline_dup_due (due, has_time, now, zone);
  g_autofree char *words = NULL;
  CrmRepeat repeat;

  if (rule == NULL || !crm_repeat_parse (rule, &repeat, NULL))
    return g_steal_pointer (&when);
  words = crm_repeat_format (&repeat);
  /* Translators: how often, and when it is first: "every week on Tue, first Thu 15:00 · in 2 days". */
  return g_strdup_printf (_ ("%1$s, first %2$s"), words, when);
}

static void
add_next_guess (CrmLogBar *self, gint64 now, GTimeZone *zone)
{
  g_autofree char *due = NULL;
  g_autofree char *label = NULL;

  if (!self->read->next.is_set || strcmp (get_kind (self), "task") == 0)
    return;
  if (self->read->next.time_us == 0 || self->refusals.next_date)
    {
      add_guess (self, _ ("Next step without a date"), CRM_TONE_WARNING, NULL);
      return;
    }
  due = dup_plan (self->read->next.repeat, self->read->next.time_us, self->read->next.has_time, now, zone);
  /* Translators: when the next step is due: "Next: Thu 15:00 · in 2 days". */
  label = g_strdup_printf (_ ("Next: %s"), due);
  add_guess (self, label, CRM_TONE_ACCENT, G_CALLBACK (on_next_refused));
}

static void
show_guesses (CrmLogBar *self)
{
  CrmClock *clock = crm_context_get_clock (self->context);
  gint64 now = crm_clock_now (clock);

  clear_guesses (self);
  if (self->read->date_guessed && !self->refusals.date)
    {
      g_autofree char *when = dup_plan (self->read->repeat, self->read->time_us, self->read->has_time, now, crm_clock_get_zone (clock));

      add_guess (self, when, CRM_TONE_ACCENT, G_CALLBACK (on_date_refused));
    }
  for (guint i = 0; i < self->read->people->len; i++)
    {
      const CrmProfilePerson *person = g_ptr_array_index (self->shown_people, g_array_index (self->read->people, gsize, i));
      GtkWidget *chip = add_guess (self, crm_record_get_title (person->person), CRM_TONE_ACCENT, G_CALLBACK (on_person_refused));

      g_object_set_data_full (G_OBJECT (chip), "person", g_memdup2 (&person->person->id, sizeof (CrmId)), g_free);
    }
  if (self->read->duration > 0 && !self->refusals.duration)
    {
      g_autofree char *minutes = crm_timeline_dup_minutes (self->read->duration);

      add_guess (self, minutes, CRM_TONE_ACCENT, G_CALLBACK (on_duration_refused));
    }
  add_next_guess (self, now, crm_clock_get_zone (clock));
  gtk_widget_set_visible (GTK_WIDGET (self->guesses), gtk_widget_get_first_child (GTK_WIDGET (self->guesses)) != NULL);
}

/* The kind the line names is shown on the toggles, unless one was chosen by hand. */
static void
show_kind (CrmLogBar *self)
{
  self->setting = TRUE;
  if (self->chosen_kind == NULL && self->read->kind_guessed)
    adw_toggle_group_set_active_name (self->kinds, self->read->kind);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    adw_toggle_set_label (adw_toggle_group_get_toggle (self->kinds, i),
                          strcmp (kinds[i].kind, get_kind (self)) == 0 ? g_dpgettext2 (GETTEXT_PACKAGE, "choice", kinds[i].label) : NULL);
  self->setting = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->next), strcmp (get_kind (self), "task") != 0);
  gtk_widget_set_hexpand (self->log, strcmp (get_kind (self), "task") == 0);
  gtk_entry_set_placeholder_text (self->line, strcmp (get_kind (self), "task") == 0 ? _ ("What is to be done? “thu 3pm send offer”") : _ ("What happened?"));
}

static void
collect_people (CrmLogBar *self, GArray *names)
{
  g_ptr_array_set_size (self->shown_people, 0);
  for (guint i = 0; self->profile != NULL && i < self->profile->people->len; i++)
    {
      CrmProfilePerson *person = g_ptr_array_index (self->profile->people, i);
      CrmMentionPerson mention = { .id = "", .name = crm_record_get_title (person->person) };

      if (mention.name == NULL || g_hash_table_contains (self->refused, &person->person->id))
        continue;
      g_ptr_array_add (self->shown_people, person);
      g_array_append_val (names, mention);
    }
}

static void
understand (CrmLogBar *self)
{
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (CrmMentionPerson));
  CrmClock *clock = crm_context_get_clock (self->context);
  CrmLogLineContext context = { .now_us = crm_clock_now (clock), .zone = crm_clock_get_zone (clock), .default_minute = DEFAULT_MINUTE, .default_kind = DEFAULT_KIND };

  context.first_weekday = crm_workspace_get_office_time (crm_context_get_workspace (self->context))->week_start;
  collect_people (self, names);
  context.chosen_kind = self->chosen_kind;
  context.people = (const CrmMentionPerson *)(gpointer)names->data;
  context.n_people = names->len;
  g_clear_pointer (&self->read, crm_log_line_free);
  self->read = crm_log_line_parse (get_text (self->line), get_text (self->next), &context);
  show_kind (self);
  show_guesses (self);
  gtk_widget_set_sensitive (self->log, !is_empty (self) && !self->saving);
}

static void
forget_refusals (CrmLogBar *self)
{
  self->refusals = (CrmLogRefusals){ 0 };
  g_hash_table_remove_all (self->refused);
}

static void
on_changed (CrmLogBar *self)
{
  g_assert (CRM_IS_LOG_BAR (self));

  if (self->setting || self->context == NULL)
    return;
  if (*get_text (self->line) == '\0' && *get_text (self->next) == '\0')
    forget_refusals (self);
  understand (self);
  save_draft_soon (self);
}

static void
on_kind_changed (CrmLogBar *self)
{
  g_assert (CRM_IS_LOG_BAR (self));

  if (self->setting || self->context == NULL)
    return;
  self->chosen_kind = get_kind (self);
  understand (self);
  if (!is_empty (self))
    save_draft_soon (self);
}

/* ── keeping it ───────────────────────────────────────────────────────────────────────────── */

static void
clear (CrmLogBar *self)
{
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->line), "");
  gtk_editable_set_text (GTK_EDITABLE (self->next), "");
  self->setting = FALSE;
  self->chosen_kind = NULL;
  forget_refusals (self);
  understand (self);
}

static DexFuture *
on_logged (DexFuture *future, gpointer data)
{
  CrmLogBar *self = CRM_LOG_BAR (data);

  self->saving = FALSE;
  if (self->context == NULL)
    return NULL;
  if (dex_future_get_value (future, NULL) != NULL)
    {
      clear (self);
      save_draft (self);
      crm_log_bar_offer (self);
      g_signal_emit (self, signals[LOGGED], 0);
    }
  else
    understand (self);
  return NULL;
}

static void
on_activate (CrmLogBar *self)
{
  CrmPage *page = self->page != NULL ? self->page : CRM_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_PAGE));
  g_autoptr (CrmEdit) edit = NULL;
  CrmLogRequest request;

  g_assert (CRM_IS_LOG_BAR (self));

  if (self->composing || self->saving || self->profile == NULL || is_empty (self))
    return;
  understand (self);
  request = (CrmLogRequest){ .customer = &self->profile->customer->id,
                             .deal = crm_id_is_nil (&self->deal) ? NULL : &self->deal,
                             .kind = get_kind (self),
                             .line = get_text (self->line),
                             .read = self->read,
                             .people = self->shown_people,
                             .refusals = self->refusals,
                             .now = crm_clock_now (crm_context_get_clock (self->context)),
                             .zone = crm_clock_get_zone (crm_context_get_clock (self->context)) };
  if (crm_context_get_settings (self->context) != NULL)
    request.remind = g_settings_get_int (crm_context_get_settings (self->context), "reminder-lead");
  edit = crm_log_new_edit (&request, NULL, NULL);
  if (self->task != NULL)
    crm_task_add_done (edit, self->task, request.now);
  self->saving = TRUE;
  dex_future_disown (dex_future_finally (crm_page_apply (page, edit, crm_log_get_toast (&request)), on_logged, g_object_ref (self), g_object_unref));
}

static void
on_preedit_changed (CrmLogBar *self, const char *preedit)
{
  g_assert (CRM_IS_LOG_BAR (self));

  self->composing = preedit != NULL && *preedit != '\0';
}

/* Where nothing is typed, as after logging, Undo means the edit and not the typing. */
static gboolean
on_key (CrmLogBar *self, guint key, guint code, GdkModifierType state)
{
  gboolean empty = *get_text (self->line) == '\0' && *get_text (self->next) == '\0';

  g_assert (CRM_IS_LOG_BAR (self));

  if (!empty || (state & GDK_CONTROL_MASK) == 0 || gdk_keyval_to_lower (key) != GDK_KEY_z)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_activate_action (GTK_WIDGET (self), (state & GDK_SHIFT_MASK) != 0 ? "win.redo" : "win.undo", NULL);
}

static void
choose_kind (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmLogBar *self = CRM_LOG_BAR (widget);

  adw_toggle_group_set_active_name (self->kinds, g_variant_get_string (parameter, NULL));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_log_bar_dispose (GObject *object)
{
  CrmLogBar *self = CRM_LOG_BAR (object);

  if (self->draft_source != 0)
    save_draft (self);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_LOG_BAR);
  g_clear_object (&self->context);
  g_clear_object (&self->page);
  g_clear_pointer (&self->task, crm_record_unref);
  g_clear_pointer (&self->profile, crm_profile_unref);
  g_clear_pointer (&self->read, crm_log_line_free);
  g_clear_pointer (&self->shown_people, g_ptr_array_unref);
  g_clear_pointer (&self->refused, g_hash_table_unref);

  G_OBJECT_CLASS (crm_log_bar_parent_class)->dispose (object);
}

static void
crm_log_bar_class_init (CrmLogBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_log_bar_dispose;

  signals[LOGGED] = g_signal_new ("logged", CRM_TYPE_LOG_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/timeline/crm-log-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmLogBar, kinds);
  gtk_widget_class_bind_template_child (widget_class, CrmLogBar, line);
  gtk_widget_class_bind_template_child (widget_class, CrmLogBar, next);
  gtk_widget_class_bind_template_child (widget_class, CrmLogBar, log);
  gtk_widget_class_bind_template_child (widget_class, CrmLogBar, guesses);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_changed);
  gtk_widget_class_install_action (widget_class, "log.kind", "s", choose_kind);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_ALT_MASK, "log.kind", "s", kinds[i].kind);
}

static void
add_kinds (CrmLogBar *self)
{
  self->setting = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();
      const char *label = g_dpgettext2 (GETTEXT_PACKAGE, "choice", kinds[i].label);
      g_autofree char *tooltip = g_strdup_printf ("%s (Alt+%u)", label, i + 1);

      adw_toggle_set_name (toggle, kinds[i].kind);
      adw_toggle_set_icon_name (toggle, crm_timeline_icon_get_name (kinds[i].kind));
      adw_toggle_set_tooltip (toggle, tooltip);
      adw_toggle_group_add (self->kinds, toggle);
    }
  adw_toggle_group_set_active_name (self->kinds, DEFAULT_KIND);
  self->setting = FALSE;
}

static void
crm_log_bar_init (CrmLogBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->refused = g_hash_table_new_full ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal, g_free, NULL);
  self->shown_people = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  add_kinds (self);
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->line)), "preedit-changed", G_CALLBACK (on_preedit_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->next)), "preedit-changed", G_CALLBACK (on_preedit_changed), self, G_CONNECT_SWAPPED);
}

/* Who may not write has no use for it; what was begun is kept as a draft. */
static void
on_read_only (CrmLogBar *self)
{
  g_autofree char *reason = crm_store_dup_read_only_reason (crm_context_get_store (self->context));

  gtk_widget_set_visible (GTK_WIDGET (self), reason == NULL);
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

void
crm_log_bar_set_context (CrmLogBar *self, CrmContext *context)
{
  g_return_if_fail (CRM_IS_LOG_BAR (self) && CRM_IS_CONTEXT (context) && self->context == NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (crm_context_get_store (context), "notify::read-only-reason", G_CALLBACK (on_read_only), self, G_CONNECT_SWAPPED);
  on_read_only (self);
  understand (self);
}

void
crm_log_bar_set_profile (CrmLogBar *self, CrmProfile *profile)
{
  gboolean other;

  g_return_if_fail (CRM_IS_LOG_BAR (self) && profile != NULL && self->context != NULL);

  other = self->profile == NULL || !crm_id_equal (&self->profile->customer->id, &profile->customer->id);
  if (other && self->draft_source != 0)
    save_draft (self);
  crm_profile_ref (profile);
  g_clear_pointer (&self->profile, crm_profile_unref);
  self->profile = profile;
  if (other)
    {
      clear (self);
      load_draft (self);
    }
  else
    understand (self);
}

void
crm_log_bar_offer (CrmLogBar *self)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (CRM_IS_LOG_BAR (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus == NULL || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->line));
}

void
crm_log_bar_set_deal (CrmLogBar *self, const CrmId *deal)
{
  CrmId about = { 0 };

  g_return_if_fail (CRM_IS_LOG_BAR (self) && self->context != NULL);

  if (deal != NULL)
    about = *deal;
  if (crm_id_equal (&about, &self->deal))
    return;
  if (self->draft_source != 0)
    save_draft (self);
  self->deal = about;
  /* The next profile, although the same customer's, is then another subject. */
  g_clear_pointer (&self->profile, crm_profile_unref);
}

void
crm_log_bar_begin (CrmLogBar *self, const char *kind)
{
  g_return_if_fail (CRM_IS_LOG_BAR (self));

  if (kind != NULL)
    adw_toggle_group_set_active_name (self->kinds, kind);
  gtk_widget_grab_focus (GTK_WIDGET (self->line));
}

void
crm_log_bar_set_page (CrmLogBar *self, CrmPage *page)
{
  g_return_if_fail (CRM_IS_LOG_BAR (self) && CRM_IS_PAGE (page));

  g_set_object (&self->page, page);
}

void
crm_log_bar_set_task (CrmLogBar *self, CrmRecord *task)
{
  g_return_if_fail (CRM_IS_LOG_BAR (self));

  if (task != NULL)
    crm_record_ref (task);
  g_clear_pointer (&self->task, crm_record_unref);
  self->task = task;
}
