/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sync has to tell: what could not be saved, what lost to others, what others changed. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/team/crm-team-list.h"

#include "core/base/crm-date-time.h"
#include "core/record/crm-value-format.h"
#include "core/timeline/crm-timeline-change.h"

#include <glib/gi18n-lib.h>

/* A list box does not recycle its rows. */
#define MAX_ROWS 200

struct _CrmTeamList
{
  AdwNavigationPage parent_instance;

  /* template */
  GtkStack *stack;
  GtkLabel *about;
  GtkListBox *list;
  GtkLabel *rest;
  AdwStatusPage *empty;

  /* owned */
  CrmContext *context;

  CrmTeamListKind kind;
  guint64 reading; /* the newest wins */
};

enum
{
  OPEN_RECORD,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmTeamList, crm_team_list, ADW_TYPE_NAVIGATION_PAGE)

static const struct
{
  const char *title;
  const char *about;
  const char *icon_name;
  const char *empty_title;
  const char *empty_text;
} lists[] = {
  [CRM_TEAM_LIST_UNSAVED] = { N_ ("Could Not Be Saved"), N_ ("The server did not take these values. The records hold what the server has."), "object-select-symbolic", N_ ("All Is Saved"), N_ ("The server has everything that was written here.") },
  [CRM_TEAM_LIST_CONFLICTS] = { N_ ("Overwritten by Others"), N_ ("Somebody else changed the same field later. What you had written is kept here."), "object-select-symbolic", N_ ("Nothing Overwritten"), N_ ("Nobody wrote over what you had written.") },
  [CRM_TEAM_LIST_NEWS] = { N_ ("Changed by Others"), N_ ("What your team has changed since you looked last."), "document-open-recent-symbolic", N_ ("Nothing New"), N_ ("Nobody has changed anything since you looked last.") },
};

/* ── a row ────────────────────────────────────────────────────────────────────────────────── */

/* What a row shows, and what it is of. */
typedef struct
{
  gint64 number;
  gint64 at;
  CrmRecord *record; /* NULL when it is not here any more */
  CrmTimelineChange *change;
  char *field_name;
  char *reason;
  char *user;
  gboolean created;
  gboolean can_restore;
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_clear_pointer (&item->record, crm_record_unref);
  g_clear_pointer (&item->change, crm_timeline_change_free);
  g_free (item->field_name);
  g_free (item->reason);
  g_free (item->user);
  g_free (item);
}

static CrmTimelineChange *
new_change (const CrmKind *kind, CrmRecord *record, const char *field, const char *old, const char *new)
{
  CrmTimelineChange *change = g_new0 (CrmTimelineChange, 1);

  change->type = CRM_TIMELINE_CHANGED;
  change->kind = kind;
  change->rowid = record != NULL ? record->rowid : 0;
  change->field = g_strdup (field);
  change->old = g_strdup (old);
  change->new = g_strdup (new);
  return change;
}

static Item *
item_of_unsaved (const CrmSyncUnsaved *unsaved)
{
  Item *item = g_new0 (Item, 1);

  item->number = unsaved->number;
  item->at = unsaved->at;
  item->record = unsaved->record != NULL ? crm_record_ref (unsaved->record) : NULL;
  item->change = new_change (unsaved->kind, unsaved->record, unsaved->field_name, NULL, unsaved->value);
  item->field_name = g_strdup (unsaved->field_name);
  item->reason = g_strdup (unsaved->message);
  item->can_restore = unsaved->record != NULL && unsaved->field != NULL;
  return item;
}

static Item *
item_of_conflict (const CrmSyncConflict *conflict)
{
  Item *item = g_new0 (Item, 1);

  item->number = conflict->number;
  item->at = conflict->at;
  item->record = conflict->record != NULL ? crm_record_ref (conflict->record) : NULL;
  item->change = new_change (conflict->kind, conflict->record, conflict->field_name, conflict->mine, conflict->theirs);
  item->field_name = g_strdup (conflict->field_name);
  item->user = g_strdup (conflict->user);
  item->can_restore = conflict->record != NULL && conflict->field != NULL;
  return item;
}

static Item *
item_of_news (const CrmSyncNews *news)
{
  Item *item = g_new0 (Item, 1);

  item->at = news->at;
  item->record = crm_record_ref (news->record);
  item->created = news->created;
  item->user = g_strdup (news->user);
  item->field_name = news->fields != NULL ? g_strjoinv ("\n", news->fields) : NULL;
  return item;
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmTeamList *list;
  CrmSyncEngine *engine;
  CrmStore *store;
  CrmTeamListKind kind;
  GPtrArray *items; /* of Item */
  char *currency;
  guint64 reading;
} Reading;

static void
reading_clear (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->list);
  g_object_unref (reading->engine);
  g_object_unref (reading->store);
  g_ptr_array_unref (reading->items);
  g_free (reading->currency);
}

static void
reading_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, reading_clear);
}

/* Names and values as people read them. */
static gboolean
resolve (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Reading *reading = data;
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  CrmValueStyle style = { .currency = reading->currency };

  for (guint i = 0; i < reading->items->len; i++)
    {
      Item *item = reading->items->pdata[i];

      if (item->change != NULL && item->can_restore)
        g_ptr_array_add (changes, item->change);
    }
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
  return crm_timeline_changes_resolve (connection, changes, &style, error);
}

static DexFuture *
ask_engine (const Reading *reading)
{
  switch (reading->kind)
    {
    case CRM_TEAM_LIST_UNSAVED:
      return crm_sync_engine_list_unsaved (reading->engine);
    case CRM_TEAM_LIST_CONFLICTS:
      return crm_sync_engine_list_conflicts (reading->engine);
    case CRM_TEAM_LIST_NEWS:
    default:
      return crm_sync_engine_list_news (reading->engine, MAX_ROWS + 1);
    }
}

static void
add_item (Reading *reading, gconstpointer entry)
{
  g_ptr_array_add (reading->items, reading->kind == CRM_TEAM_LIST_UNSAVED     ? item_of_unsaved (entry)
                                   : reading->kind == CRM_TEAM_LIST_CONFLICTS ? item_of_conflict (entry)
                                                                              : item_of_news (entry));
}

static void show (CrmTeamList *self, GPtrArray *items);

static DexFuture *
read_list (gpointer data)
{
  Reading *reading = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = dex_await_boxed (ask_engine (reading), &error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    add_item (reading, entries->pdata[i]);
  if (entries == NULL || !dex_await (crm_store_read (reading->store, NULL, resolve, g_atomic_rc_box_acquire (reading), reading_unref), &error))
    {
      if (reading->list->stack != NULL)
        g_signal_emit (reading->list, signals[FAILED], 0, error);
      return NULL;
    }
  if (reading->list->stack != NULL && reading->list->reading == reading->reading)
    show (reading->list, reading->items);
  return NULL;
}

static void
reload (CrmTeamList *self)
{
  Reading *reading = g_atomic_rc_box_new0 (Reading);

  reading->list = g_object_ref (self);
  reading->engine = g_object_ref (crm_context_get_engine (self->context));
  reading->store = g_object_ref (crm_context_get_store (self->context));
  reading->kind = self->kind;
  reading->items = g_ptr_array_new_with_free_func (item_free);
  reading->currency = g_strdup (crm_workspace_get_currency (crm_context_get_workspace (self->context)));
  reading->reading = ++self->reading;
  dex_future_disown (dex_scheduler_spawn (NULL, 0, read_list, reading, reading_unref));
}

/* ── acting ───────────────────────────────────────────────────────────────────────────────── */

static DexFuture *
on_done (DexFuture *future, gpointer data)
{
  CrmTeamList *self = CRM_TEAM_LIST (data);
  g_autoptr (GError) error = NULL;

  if (self->stack == NULL)
    return NULL;
  if (dex_future_get_value (future, &error) == NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
  reload (self);
  return NULL;
}

static void
on_restore (CrmTeamList *self, GtkButton *button)
{
  const Item *item = g_object_get_data (G_OBJECT (button), "item");
  CrmSyncEngine *engine = crm_context_get_engine (self->context);

  dex_future_disown (dex_future_finally (self->kind == CRM_TEAM_LIST_UNSAVED ? crm_sync_engine_retry_unsaved (engine, item->number) : crm_sync_engine_restore_conflict (engine, item->number),
                                         on_done, g_object_ref (self), g_object_unref));
}

static void
on_dismiss (CrmTeamList *self, GtkButton *button)
{
  const Item *item = g_object_get_data (G_OBJECT (button), "item");
  CrmSyncEngine *engine = crm_context_get_engine (self->context);

  dex_future_disown (dex_future_finally (self->kind == CRM_TEAM_LIST_UNSAVED ? crm_sync_engine_dismiss_unsaved (engine, item->number) : crm_sync_engine_dismiss_conflict (engine, item->number),
                                         on_done, g_object_ref (self), g_object_unref));
}

static void
on_row_activated (CrmTeamList *self, GtkListBoxRow *row)
{
  const Item *item = g_object_get_data (G_OBJECT (row), "item");

  if (item->record != NULL)
    g_signal_emit (self, signals[OPEN_RECORD], 0, item->record->kind, &item->record->id);
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static char *
dup_title (const Item *item)
{
  const char *name = item->record != NULL ? crm_record_get_title (item->record) : NULL;
  const char *label = item->change != NULL && item->change->label != NULL ? item->change->label : item->change != NULL ? item->field_name
                                                                                                                       : NULL;

  if (name == NULL || *name == '\0')
    name = item->record != NULL ? _ (item->record->kind->label) : _ ("A record that is no longer here");
  return label != NULL ? g_strdup_printf ("%s · %s", name, label) : g_strdup (name);
}

static char *
dup_fields (const Item *item)
{
  g_auto (GStrv) names = item->field_name != NULL ? g_strsplit (item->field_name, "\n", -1) : NULL;
  GString *text = g_string_new (NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      int field = crm_kind_find_field (item->record->kind, names[i]);

      if (field >= 0)
        /* Translators: stands between the items of a list. */
        g_string_append_printf (text, "%s%s", text->len > 0 ? C_ ("list", ", ") : "", crm_field_get_label (&item->record->kind->fields[field]));
    }
  return g_string_free_and_steal (text);
}

static char *
dup_what (CrmTeamListKind kind, const Item *item)
{
  const char *nothing = C_ ("value", "nothing");

  if (kind == CRM_TEAM_LIST_NEWS)
    return item->created ? g_strdup (C_ ("record", "New")) : dup_fields (item);
  if (kind == CRM_TEAM_LIST_UNSAVED)
    return g_strdup_printf ("“%s”: %s", item->change->new != NULL ? item->change->new : nothing, item->reason);
  /* Translators: what the person had written, and what stands there now. */
  return g_strdup_printf (_ ("Yours: %1$s. Now: %2$s"), item->change->old != NULL ? item->change->old : nothing, item->change->new != NULL ? item->change->new : nothing);
}

static char *
dup_line (CrmTeamList *self, const Item *item)
{
  CrmClock *clock = crm_context_get_clock (self->context);
  g_autofree char *what = dup_what (self->kind, item);
  g_autofree char *when = crm_date_time_format_relative (item->at, crm_clock_now (clock), crm_clock_get_zone (clock));
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  if (*what != '\0')
    g_strv_builder_add (parts, what);
  if (item->user != NULL)
    g_strv_builder_add (parts, item->user);
  g_strv_builder_add (parts, when);
  words = g_strv_builder_end (parts);
  return g_strjoinv (" · ", words);
}

static void
add_button (CrmTeamList *self, GtkWidget *row, Item *item, const char *icon_name, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data (G_OBJECT (button), "item", item);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_row (CrmTeamList *self, Item *item)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = dup_title (item);
  g_autofree char *line = dup_line (self, item);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), item->record != NULL);
  g_object_set_data_full (G_OBJECT (row), "item", item, item_free);
  if (self->kind == CRM_TEAM_LIST_NEWS)
    return row;
  if (item->can_restore)
    add_button (self, row, item, "edit-undo-symbolic", self->kind == CRM_TEAM_LIST_UNSAVED ? _ ("Try Again") : _ ("Put Mine Back"), G_CALLBACK (on_restore));
  add_button (self, row, item, "object-select-symbolic", self->kind == CRM_TEAM_LIST_UNSAVED ? _ ("Let Go of It") : _ ("Keep Theirs"), G_CALLBACK (on_dismiss));
  return row;
}

/* With the focus on a row that goes, keys would reach nobody. */
static gboolean
has_focus_in_list (CrmTeamList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));
}

static void
show (CrmTeamList *self, GPtrArray *items)
{
  gboolean focused = has_focus_in_list (self);
  guint n = items->len;

  gtk_list_box_remove_all (self->list);
  while (items->len > 0 && n - items->len < MAX_ROWS)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_steal_index (items, 0)));
  gtk_widget_set_visible (GTK_WIDGET (self->rest), items->len > 0);
  if (items->len > 0)
    {
      g_autofree char *text = self->kind == CRM_TEAM_LIST_NEWS ? g_strdup (_ ("There is more; these are the newest."))
                                                               : g_strdup_printf (ngettext ("%'u more", "%'u more", items->len), items->len);

      gtk_label_set_label (self->rest, text);
    }
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
  if (focused && n > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
  else if (focused)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_team_list_dispose (GObject *object)
{
  CrmTeamList *self = CRM_TEAM_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_TEAM_LIST);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (crm_team_list_parent_class)->dispose (object);
}

static void
crm_team_list_class_init (CrmTeamListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_team_list_dispose;

  signals[OPEN_RECORD] = g_signal_new ("open-record", CRM_TYPE_TEAM_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
  signals[FAILED] = g_signal_new ("failed", CRM_TYPE_TEAM_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/team/crm-team-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTeamList, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamList, about);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamList, list);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamList, rest);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamList, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
crm_team_list_init (CrmTeamList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
crm_team_list_new (CrmContext *context, CrmTeamListKind kind)
{
  CrmTeamList *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context), NULL);

  self = g_object_new (CRM_TYPE_TEAM_LIST, "title", _ (lists[kind].title), NULL);
  self->context = g_object_ref (context);
  self->kind = kind;
  gtk_label_set_label (self->about, _ (lists[kind].about));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (lists[kind].title), -1);
  adw_status_page_set_icon_name (self->empty, lists[kind].icon_name);
  adw_status_page_set_title (self->empty, _ (lists[kind].empty_title));
  adw_status_page_set_description (self->empty, _ (lists[kind].empty_text));
  reload (self);
  return ADW_NAVIGATION_PAGE (self);
}
