/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clients and a server in one process, with a network that loses, doubles, reorders, delays and cuts what it carries, files and the server put back
 * from backups, files copied, people changing teams; all chance comes from a seed. */

#include "client-fixture.h"

#include "core/customers/crm-customer-erase.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/store/crm-history.h"
#include "server/crm-server-digest.h"
#include "sync/crm-sync-check.h"

#include <glib/gstdio.h>

#define N_SEEDS   20
#define N_CLIENTS 5
#define N_STEPS   500
#define N_PLACES  5 /* different records of a kind that devices make: few, so that edits meet */
#define N_USERS   5
#define COPY      (N_CLIENTS - 1) /* may become a copy of another file */

/* ── the world ────────────────────────────────────────────────────────────────────────────── */

typedef enum
{
  TO_SERVER_PUSH,
  TO_SERVER_PULL,
  TO_CLIENT_PUSH,
  TO_CLIENT_PULL,
  TO_CLIENT_CONFLICT,
} Way;

/* What is under way. */
typedef struct
{
  Way way;
  guint client;
  gint64 request; /* which of the client's requests it belongs to */
  char *scope;    /* of a pull */
  CrmCursor from; /* likewise */
  GBytes *bytes;
  gint64 at; /* when it was delivered, by the server's clock */
} Message;

/* What a client waits for: one push, one pull at a time. */
typedef struct
{
  gint64 request;
  GArray *items;
  GBytes *body;
  char *scope;
  CrmCursor from;
} Waiting;

/* The last value that somebody gave a field; of a long text, some word that they wrote into it. */
typedef struct
{
  guint client;
  const CrmKind *kind;
  CrmId id;
  guint field;
  guint number; /* counts all that was typed */
  char *value;  /* canonical text, or a word, unlike any other */
} Typed;

/* A file as it was. */
typedef struct
{
  Image image;
  gint64 push;
  guint n_values;
} Backup;

typedef struct
{
  GRand *random;
  guint seed;
  Server server;
  Client clients[N_CLIENTS];
  Waiting pushing[N_CLIENTS], pulling[N_CLIENTS];
  gint64 requests;
  GPtrArray *network;   /* of Message */
  GPtrArray *delivered; /* of Message: all that ever was, to be delivered once more at the end */
  GHashTable *typed;    /* "client kind id field" → Typed */
  guint n_values;
  guint made[CRM_N_KINDS]; /* bits: places */
  Backup backups[N_CLIENTS];
  Image server_backup;
  char *path;   /* of the server's database */
  char *tables; /* its backup, on PostgreSQL */
  guint n_restores;
  gboolean changed_members;
  guint lost_up_to; /* the last value typed before the server was put back */
  char *teams[N_USERS + 1][2];
} World;

static void
message_free (gpointer data)
{
  Message *message = data;

  g_bytes_unref (message->bytes);
  g_free (message->scope);
  g_free (message);
}

static void
typed_free (gpointer data)
{
  g_free (((Typed *)data)->value);
  g_free (data);
}

static gboolean
happens (World *world, int percent)
{
  return g_rand_int_range (world->random, 0, 100) < percent;
}

static guint
pick (World *world, guint n)
{
  return (guint)g_rand_int_range (world->random, 0, (int)n);
}

/* The account's file on any device. */
static CrmServerCaller
make_caller (World *world, guint8 user, guint8 device)
{
  static const CrmServerRole roles[] = { 0, CRM_SERVER_ROLE_MEMBER, CRM_SERVER_ROLE_MEMBER, CRM_SERVER_ROLE_ADMINISTRATOR, CRM_SERVER_ROLE_READER, CRM_SERVER_ROLE_MEMBER };

  return (CrmServerCaller){ workspace_id, id_of (200, user), id_of (201, device), roles[user], world->teams[user] };
}

static void
set_up_pipeline (Client *client)
{
  static const CrmId pipeline = { { 4, 1 } }, stages[] = { { { 5, 1 } }, { { 5, 2 } } };
  CrmEdit *edit = crm_edit_new ("Set up", CRM_EDIT_ORIGIN_SETUP);

  crm_change_set_text (crm_edit_create (edit, &crm_kind_pipeline, &pipeline), CRM_PIPELINE_NAME, "Sales");
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      CrmChange *stage = crm_edit_create (edit, &crm_kind_stage, &stages[i]);

      crm_change_set_id (stage, CRM_STAGE_PIPELINE, &pipeline);
      crm_change_set_text (stage, CRM_STAGE_NAME, i == 0 ? "First" : "Won");
      crm_change_set_text (stage, CRM_STAGE_OUTCOME, i == 0 ? "open" : "won");
    }
  g_assert_true (write_edit (client, edit));
}

static void
world_init (World *world, guint seed)
{
  *world = (World){ .random = g_rand_new_with_seed (seed), .seed = seed };
  world->path = is_on_postgres () ? g_strdup_printf ("simulation %u", seed) : g_strdup (":memory:");
  open_server (&world->server, world->path, seed % 2 == 0 ? CRM_SERVER_SHARING_TEAM : CRM_SERVER_SHARING_EVERYONE);
  world->teams[1][0] = world->teams[4][0] = (char *)"north";
  world->teams[2][0] = world->teams[5][0] = (char *)"south";
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      open_client (&world->clients[i], (guint8)(i + 1), 0xa0 + i);
      world->clients[i].caller = make_caller (world, (guint8)(i + 1), (guint8)(i + 1));
      /* Some clocks are a little off, one may be far ahead. */
      crm_clock_advance (world->clients[i].clock, g_rand_int_range (world->random, 0, 5) * G_USEC_PER_SEC * (happens (world, 10) ? 100 : 1));
      set_up_pipeline (&world->clients[i]);
    }
  world->network = g_ptr_array_new_with_free_func (message_free);
  world->delivered = g_ptr_array_new_with_free_func (message_free);
  world->typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, typed_free);
}

static void
clear_server_backup (World *world)
{
  g_autoptr (GDir) dir = world->tables != NULL ? g_dir_open (world->tables, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (world->tables, name, NULL);

      g_unlink (inner);
    }
  if (world->tables != NULL)
    g_rmdir (world->tables);
  g_clear_pointer (&world->tables, g_free);
  g_clear_pointer (&world->path, g_free);
}

static void
waiting_clear (Waiting *waiting)
{
  g_clear_pointer (&waiting->items, g_array_unref);
  g_clear_pointer (&waiting->body, g_bytes_unref);
  g_clear_pointer (&waiting->scope, g_free);
  waiting->request = 0;
}

static void
world_clear (World *world)
{
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      waiting_clear (&world->pushing[i]);
      waiting_clear (&world->pulling[i]);
      clear_image (&world->backups[i].image);
      close_client (&world->clients[i]);
    }
  g_ptr_array_unref (world->network);
  g_ptr_array_unref (world->delivered);
  g_hash_table_unref (world->typed);
  clear_image (&world->server_backup);
  clear_server_backup (world);
  g_object_unref (world->server.storage);
  g_rand_free (world->random);
}

/* ── what people do ───────────────────────────────────────────────────────────────────────── */

static const CrmKindId kinds[] = { CRM_KIND_CUSTOMER, CRM_KIND_INTERACTION, CRM_KIND_DEAL, CRM_KIND_PERSON, CRM_KIND_ROLE, CRM_KIND_TAG, CRM_KIND_TAGGING };

static CrmId
pick_id (World *world, CrmKindId kind)
{
  if (kind == CRM_KIND_TAGGING)
    {
      CrmId customer = pick_id (world, CRM_KIND_CUSTOMER), tag = pick_id (world, CRM_KIND_TAG);

      return crm_tagging_make_id (&customer, &tag);
    }
  return id_of ((guint8)kind, (guint8)(1 + pick (world, N_PLACES)));
}

/* A field of text that no rule has an opinion of. */
static guint
get_field (CrmKindId kind, guint which)
{
  switch ((int)kind)
    {
    case CRM_KIND_CUSTOMER:
      return which == 0 ? CRM_CUSTOMER_NAME : CRM_CUSTOMER_NOTE;
    case CRM_KIND_INTERACTION:
      return which == 0 ? CRM_INTERACTION_EXTERNAL_ID : CRM_INTERACTION_TEXT;
    case CRM_KIND_DEAL:
      return which == 0 ? CRM_DEAL_TITLE : CRM_DEAL_NOTE;
    case CRM_KIND_PERSON:
      return which == 0 ? CRM_PERSON_NAME : CRM_PERSON_NOTE;
    case CRM_KIND_ROLE:
      return CRM_ROLE_TITLE;
    case CRM_KIND_TAG:
    default:
      return 0;
    }
}

static char *
make_key (guint client, const CrmKind *kind, const CrmId *id, guint field)
{
  char text[CRM_ID_STRING_LENGTH + 1];

  return g_strdup_printf ("%u %s %s %u", client, kind->name, crm_id_format (id, text), field);
}

static gboolean
is_prose (const Typed *typed)
{
  return crm_field_is_prose (&typed->kind->fields[typed->field]);
}

static char *
make_text (World *world, guint client)
{
  return g_strdup_printf ("value %u of %u 值", ++world->n_values, client);
}

static void
note_typed (World *world, guint client, const CrmKind *kind, const CrmId *id, guint field, const char *text)
{
  Typed *typed = g_new0 (Typed, 1);

  *typed = (Typed){ client, kind, *id, field, world->n_values, g_strdup_printf ("\"%s\"", text) };
  g_hash_table_insert (world->typed, make_key (client, kind, id, field), typed);
}

/* A word of a long text: of those each is remembered, until who wrote it takes it out. */
static void
note_word (World *world, guint client, const CrmKind *kind, const CrmId *id, guint field, const char *word)
{
  Typed *typed = g_new0 (Typed, 1);
  g_autofree char *key = make_key (client, kind, id, field);

  *typed = (Typed){ client, kind, *id, field, world->n_values, g_strdup (word) };
  g_hash_table_insert (world->typed, g_strdup_printf ("%s %s", key, word), typed);
}

static char *
dup_text (Client *client, const CrmKind *kind, const CrmId *id, guint field)
{
  g_autoptr (CrmRecord) record = crm_connection_read_record (client->connection, kind, id, NULL);

  return g_strdup (record != NULL ? crm_record_get_text (record, field) : NULL);
}

/* What stands at the client that typed it. */
static gboolean
stands (World *world, const Typed *typed)
{
  g_autofree char *text = dup_text (&world->clients[typed->client], typed->kind, &typed->id, typed->field);
  g_autofree char *value = text != NULL && !is_prose (typed) ? g_strdup_printf ("\"%s\"", text) : g_steal_pointer (&text);

  return value != NULL && (is_prose (typed) ? strstr (value, typed->value) != NULL : strcmp (value, typed->value) == 0);
}

static GPtrArray *
list_standing (World *world, guint client)
{
  GPtrArray *standing = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key, typed;

  g_hash_table_iter_init (&iter, world->typed);
  while (g_hash_table_iter_next (&iter, &key, &typed))
    if (((Typed *)typed)->client == client && stands (world, typed))
      g_ptr_array_add (standing, g_strdup (key));
  return standing;
}

/* Who takes back or out what they wrote means it. Takes what stood before. */
static void
forget_taken_out (World *world, GPtrArray *before)
{
  for (guint i = 0; i < before->len; i++)
    {
      const Typed *typed = g_hash_table_lookup (world->typed, before->pdata[i]);

      if (typed != NULL && !stands (world, typed))
        g_hash_table_remove (world->typed, before->pdata[i]);
    }
  g_ptr_array_unref (before);
}

static gboolean
has_record (Client *client, const CrmKind *kind, const CrmId *id)
{
  g_autoptr (CrmRecord) record = crm_connection_read_record (client->connection, kind, id, NULL);

  return record != NULL;
}

static gboolean
is_erased (Client *client, const CrmKind *kind, const CrmId *id)
{
  g_autoptr (CrmSyncRecord) state = read_state (client, kind, id);

  return state != NULL && crm_sync_record_is_erased (state);
}

static gboolean
is_seen (Client *client, const CrmKind *kind, const CrmId *id)
{
  return has_record (client, kind, id) && !is_erased (client, kind, id);
}

/* People refer to what they see; pulls and moves leave references to what is not there all the same. */
static gboolean
refer (World *world, Client *client, CrmChange *change, guint field, CrmKindId kind)
{
  for (int i = 0; i < N_PLACES; i++)
    {
      CrmId id = pick_id (world, kind);

      if (!is_seen (client, crm_kind_get (kind), &id))
        continue;
      crm_change_set_id (change, field, &id);
      return TRUE;
    }
  return FALSE;
}

static void
set_owner (World *world, CrmChange *change)
{
  CrmId owner = id_of (200, (guint8)(1 + pick (world, 2)));

  crm_change_set_id (change, CRM_CUSTOMER_OWNER, &owner);
}

/* Its id says what it joins. */
static gboolean
fill_tagging (World *world, CrmChange *change, Client *client)
{
  for (guint8 i = 1; i <= N_PLACES; i++)
    for (guint8 j = 1; j <= N_PLACES; j++)
      {
        CrmId customer = id_of (CRM_KIND_CUSTOMER, i), tag = id_of (CRM_KIND_TAG, j), id = crm_tagging_make_id (&customer, &tag);

        if (!crm_id_equal (&id, &change->id) || !is_seen (client, &crm_kind_customer, &customer))
          continue;
        crm_change_set_id (change, CRM_TAGGING_CUSTOMER, &customer);
        crm_change_set_id (change, CRM_TAGGING_TAG, &tag);
        return TRUE;
      }
  return FALSE;
}

static gboolean
fill_new (World *world, CrmChange *change, Client *client)
{
  static const CrmId pipeline = { { 4, 1 } };

  switch ((int)change->kind->id)
    {
    case CRM_KIND_CUSTOMER:
      set_owner (world, change);
      return TRUE;
    case CRM_KIND_INTERACTION:
      if (happens (world, 30))
        refer (world, client, change, CRM_INTERACTION_DEAL, CRM_KIND_DEAL);
      crm_change_set_text (change, CRM_INTERACTION_KIND, "call");
      crm_change_set_integer (change, CRM_INTERACTION_AT, crm_clock_now (client->clock));
      return refer (world, client, change, CRM_INTERACTION_CUSTOMER, CRM_KIND_CUSTOMER);
    case CRM_KIND_DEAL:
      crm_change_set_id (change, CRM_DEAL_PIPELINE, &pipeline);
      return refer (world, client, change, CRM_DEAL_CUSTOMER, CRM_KIND_CUSTOMER);
    case CRM_KIND_TAGGING:
      return fill_tagging (world, change, client);
    case CRM_KIND_ROLE:
      return refer (world, client, change, CRM_ROLE_CUSTOMER, CRM_KIND_CUSTOMER) && refer (world, client, change, CRM_ROLE_PERSON, CRM_KIND_PERSON);
    default:
      return TRUE;
    }
}

/* Several devices may make the same id, as they do of what is hashed from its cause; of the rest each id is made once. */
static gboolean
may_make (World *world, guint client, CrmKindId kind, const CrmId *id)
{
  guint place = id->bytes[15];
  guint *made = &world->made[kind];

  if (kind == CRM_KIND_TAG || kind == CRM_KIND_ROLE || kind == CRM_KIND_TAGGING)
    return TRUE;
  if (place % N_CLIENTS != client || (*made & 1u << place) != 0)
    return FALSE;
  *made |= 1u << place;
  return TRUE;
}

static void
create_something (World *world, guint client)
{
  const CrmKind *kind = crm_kind_get (kinds[pick (world, G_N_ELEMENTS (kinds))]);
  CrmId id = pick_id (world, kind->id);
  CrmEdit *edit = crm_edit_new ("New", CRM_EDIT_ORIGIN_PERSON);
  g_autofree char *text = make_text (world, client);
  CrmChange *change = crm_edit_create (edit, kind, &id);

  if (has_record (&world->clients[client], kind, &id) || !fill_new (world, change, &world->clients[client]) || !may_make (world, client, kind->id, &id))
    {
      crm_edit_unref (edit);
      return;
    }
  if (kind->id != CRM_KIND_TAGGING)
    crm_change_set_text (change, get_field (kind->id, 0), text);
  g_assert_true (write_edit (&world->clients[client], edit));
  if (kind->id != CRM_KIND_TAGGING)
    note_typed (world, client, kind, &id, get_field (kind->id, 0), text);
}

/* Whoever changes what they see has a newer clock than that. */
static void
assert_newer (World *world, guint client, const CrmKind *kind, const CrmId *id, guint field, const CrmSyncRecord *before)
{
  g_autoptr (CrmSyncRecord) after = read_state (&world->clients[client], kind, id);
  const CrmRegister *old = crm_sync_record_find (before, kind->fields[field].name);

  g_assert_true (old == NULL || crm_hlc_compare (&crm_sync_record_find (after, kind->fields[field].name)->clock, &old->clock) > 0);
}

/* Adds a line, changes one, or takes one out; @word is unlike any other. */
static char *
make_prose (World *world, const char *text, const char *word)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  guint n = g_strv_length (lines), place = pick (world, n + 1), what = pick (world, 8);
  g_autoptr (GString) result = g_string_new (NULL);

  for (guint i = 0; i <= n; i++)
    {
      if (i == place)
        g_string_append_printf (result, "%s\n", word);
      if (i < n && lines[i][0] != '\0' && (i != place || what > 1))
        g_string_append_printf (result, "%s\n", lines[i]);
      else if (i < n && i == place && what == 1 && lines[i][0] != '\0')
        g_string_append_printf (result, "%s more\n", lines[i]);
    }
  return g_string_free_and_steal (g_steal_pointer (&result));
}

static void
change_prose (World *world, guint client, const CrmKind *kind, const CrmId *id, guint field)
{
  g_autofree char *before = dup_text (&world->clients[client], kind, id, field);
  g_autofree char *word = g_strdup_printf ("w%ux", ++world->n_values);
  g_autofree char *text = make_prose (world, before, word);
  GPtrArray *standing = list_standing (world, client);

  g_assert_true (set_client_text (&world->clients[client], kind, id, field, text));
  forget_taken_out (world, standing);
  note_word (world, client, kind, id, field, word);
}

static void
change_text (World *world, guint client, const CrmKind *kind, const CrmId *id)
{
  guint field = get_field (kind->id, pick (world, 2));
  g_autofree char *text = NULL;
  g_autoptr (CrmSyncRecord) before = NULL;

  if (crm_field_is_prose (&kind->fields[field]))
    {
      change_prose (world, client, kind, id, field);
      return;
    }
  text = make_text (world, client);
  before = read_state (&world->clients[client], kind, id);

  g_assert_true (set_client_text (&world->clients[client], kind, id, field, text));
  assert_newer (world, client, kind, id, field, before);
  note_typed (world, client, kind, id, field, text);
}

static void
change_otherwise (World *world, guint client, const CrmKind *kind, const CrmId *id)
{
  static const CrmId stages[] = { { { 5, 1 } }, { { 5, 2 } } };
  CrmEdit *edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);

  if (kind->id == CRM_KIND_CUSTOMER && happens (world, 60))
    set_owner (world, crm_edit_update (edit, kind, id));
  else if (kind->id == CRM_KIND_DEAL && happens (world, 60))
    crm_change_set_id (crm_edit_update (edit, kind, id), CRM_DEAL_STAGE, &stages[pick (world, 2)]);
  else if (kind->id == CRM_KIND_DEAL && happens (world, 50))
    refer (world, &world->clients[client], crm_edit_update (edit, kind, id), CRM_DEAL_CUSTOMER, CRM_KIND_CUSTOMER);
  else if (happens (world, 50))
    crm_edit_delete (edit, kind, id);
  else
    crm_edit_restore (edit, kind, id);
  write_edit (&world->clients[client], edit);
}

/* Takes back what was done last, or brings back what was taken back. */
static void
take_back (World *world, guint client)
{
  Client *file = &world->clients[client];
  g_autoptr (CrmChangeSet) changes = crm_change_set_new (0);
  CrmWrite write = { .changes = changes };
  gboolean redo = happens (world, 30), more = TRUE;
  g_autofree char *title = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *standing;

  g_assert_true ((redo ? crm_history_find_redo : crm_history_find_undo) (file->connection, &write.undoes, &title, NULL));
  if (write.undoes == 0)
    return;
  standing = list_standing (world, client);
  write.edit = crm_history_new_undo (write.undoes, title, redo ? CRM_EDIT_ORIGIN_REDO : CRM_EDIT_ORIGIN_UNDO);
  while (more && crm_writer_write_chunk (file->writer, &write, is_never_awaited, NULL, &more, &error))
    ;
  /* What rules do not allow any more stays done. */
  if (error != NULL && write.number != 0)
    g_assert_true (crm_writer_take_back (file->writer, write.number, NULL));
  crm_edit_unref (write.edit);
  forget_taken_out (world, standing);
}

static void
edit_something (World *world, guint client)
{
  const CrmKind *kind = crm_kind_get (kinds[pick (world, G_N_ELEMENTS (kinds))]);
  CrmId id = pick_id (world, kind->id);

  if (!has_record (&world->clients[client], kind, &id))
    create_something (world, client);
  else if (!is_seen (&world->clients[client], kind, &id))
    return;
  else if (happens (world, 8))
    take_back (world, client);
  else if (kind->id != CRM_KIND_TAGGING && happens (world, 75))
    change_text (world, client, kind, &id);
  else
    change_otherwise (world, client, kind, &id);
}

/* ── the network ──────────────────────────────────────────────────────────────────────────── */

static void
send_message (World *world, Way way, guint client, gint64 request, const char *scope, const CrmCursor *from, GBytes *bytes)
{
  Message *message = g_new0 (Message, 1);

  *message = (Message){ way, client, request, g_strdup (scope), from != NULL ? *from : (CrmCursor){ 0 }, g_bytes_ref (bytes) };
  g_ptr_array_add (world->network, message);
}

static Message *
copy_message (const Message *message)
{
  Message *copy = g_memdup2 (message, sizeof *message);

  copy->scope = g_strdup (message->scope);
  g_bytes_ref (copy->bytes);
  return copy;
}

/* Cuts it, or changes a byte. */
static void
damage (World *world, Message *message)
{
  gsize length = g_bytes_get_size (message->bytes);
  char *copy;

  if (length == 0)
    return;
  copy = g_memdup2 (g_bytes_get_data (message->bytes, NULL), length);
  if (happens (world, 50))
    length = pick (world, (guint)length);
  else
    copy[pick (world, (guint)length)] ^= (char)(1 << pick (world, 8));
  g_bytes_unref (message->bytes);
  message->bytes = g_bytes_new_take (copy, length);
}

/* The server is asked, and answers; an error is an answer that does not come. */
static void
serve (World *world, const Message *message)
{
  const CrmServerCaller *caller = &world->clients[message->client].caller;
  char cursor[CRM_CURSOR_LENGTH_MAX];
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (message->way == TO_SERVER_PUSH)
    answer = crm_server_answer_push (world->server.storage, caller, message->bytes, world->server.now, g_rand_int (world->random), &error);
  else
    answer = crm_server_answer_changes (world->server.storage, caller, message->scope, crm_cursor_format (&message->from, cursor), 1 + pick (world, 8), world->server.now, NULL);
  if (answer != NULL)
    send_message (world, message->way == TO_SERVER_PUSH ? TO_CLIENT_PUSH : TO_CLIENT_PULL, message->client, message->request, message->scope, &message->from, answer);
  else if (g_error_matches (error, CRM_ERROR, CRM_ERROR_CONFLICT))
    send_message (world, TO_CLIENT_CONFLICT, message->client, message->request, NULL, NULL, message->bytes);
}

/* As a round does. Some never hear of it. */
static void
follow_clock (World *world, guint client, gint64 server_time)
{
  Client *file = &world->clients[client];
  gint64 offset = server_time - crm_clock_now (file->clock) / 1000;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, offset);

  if (ABS (offset) <= 30000 || happens (world, 50))
    return;
  g_assert_true (crm_connection_set_setting (file->connection, CRM_SYNC_CLOCK, text, NULL) && crm_writer_reload (file->writer, NULL));
  g_assert_true (crm_sync_file_read_node (file->connection, &file->node, NULL));
}

static void
receive_verdicts (World *world, const Message *message)
{
  Waiting *waiting = &world->pushing[message->client];
  g_auto (CrmWireTrailer) trailer = { 0 };
  GArray *verdicts;

  if (waiting->request != message->request)
    return;
  verdicts = crm_wire_verdicts_read (message->bytes, &trailer, NULL);
  if (verdicts == NULL)
    return;
  write_sync (&world->clients[message->client], crm_outbox_new_settlement ("", g_steal_pointer (&waiting->items), verdicts, &trailer, world->server.now));
  waiting_clear (waiting);
  follow_clock (world, message->client, trailer.server_time);
}

static void
receive_conflict (World *world, const Message *message)
{
  Waiting *waiting = &world->pushing[message->client];

  if (waiting->request != message->request)
    return;
  renew_client (&world->clients[message->client]);
  waiting_clear (waiting);
}

/* A page is tried however old it is: the file itself knows whether it fits. Whose scopes it is to read it does not know: of before somebody changed
 * teams only what it waits for comes. */
static void
receive_page (World *world, const Message *message)
{
  g_auto (CrmWirePage) page = { 0 };
  g_auto (GStrv) scopes = NULL;

  if (world->changed_members && world->pulling[message->client].request != message->request)
    return;
  if (!crm_wire_page_read (message->bytes, &page, NULL))
    return;
  scopes = g_strdupv (page.trailer.scopes);
  write_sync (&world->clients[message->client], crm_sync_pulled_new_edit ("", message->scope, &message->from, &page));
  write_sync (&world->clients[message->client], crm_sync_pulled_new_revocation ("", (const char *const *)scopes));
  if (world->pulling[message->client].request == message->request)
    waiting_clear (&world->pulling[message->client]);
}

static void
deliver (World *world, const Message *message)
{
  if (message->way == TO_SERVER_PUSH || message->way == TO_SERVER_PULL)
    serve (world, message);
  else if (message->way == TO_CLIENT_PUSH)
    receive_verdicts (world, message);
  else if (message->way == TO_CLIENT_CONFLICT)
    receive_conflict (world, message);
  else
    receive_page (world, message);
}

/* Any message, not the oldest; some are lost, some come twice, some damaged. */
static void
carry (World *world)
{
  guint place;
  Message *message;

  if (world->network->len == 0)
    return;
  place = pick (world, world->network->len);
  if (happens (world, 10))
    {
      g_ptr_array_remove_index_fast (world->network, place);
      return;
    }
  if (happens (world, 15))
    g_ptr_array_add (world->network, copy_message (world->network->pdata[place]));
  message = g_ptr_array_steal_index_fast (world->network, place);
  if (happens (world, 10))
    damage (world, message);
  message->at = world->server.now;
  deliver (world, message);
  g_ptr_array_add (world->delivered, message);
}

/* ── what clients do by themselves ────────────────────────────────────────────────────────── */

static void
start_push (World *world, guint client)
{
  Waiting *waiting = &world->pushing[client];
  Client *file = &world->clients[client];

  /* What was not answered is sent again as it was, or given up. */
  if (waiting->request != 0 && happens (world, 70))
    {
      send_message (world, TO_SERVER_PUSH, client, waiting->request, NULL, NULL, waiting->body);
      return;
    }
  waiting_clear (waiting);
  waiting->items = crm_outbox_read (file->connection, 1 + pick (world, 10), NULL);
  if (waiting->items->len == 0)
    {
      waiting_clear (waiting);
      return;
    }
  {
    g_autoptr (GPtrArray) records = crm_outbox_get_records (waiting->items);

    waiting->body = crm_wire_push_write (file->node, ++file->push, records);
  }
  waiting->request = ++world->requests;
  send_message (world, TO_SERVER_PUSH, client, waiting->request, NULL, NULL, waiting->body);
}

static void
start_pull (World *world, guint client)
{
  Waiting *waiting = &world->pulling[client];
  g_auto (GStrv) scopes = list_scopes (&world->clients[client], &world->server);
  gboolean sweeping;

  waiting_clear (waiting);
  waiting->scope = g_strdup (scopes[happens (world, 40) ? 0 : pick (world, g_strv_length (scopes))]);
  g_assert_true (crm_sync_file_read_cursor (world->clients[client].connection, waiting->scope, &waiting->from, &sweeping, NULL));
  waiting->request = ++world->requests;
  {
    g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

    send_message (world, TO_SERVER_PULL, client, waiting->request, waiting->scope, &waiting->from, nothing);
  }
}

/* ── what happens to files, people and the server ─────────────────────────────────────────── */

/* What was typed there after the backup and went nowhere is gone with it. */
static void
forget_after (World *world, guint client, guint n_values)
{
  GHashTableIter iter;
  gpointer typed;

  g_hash_table_iter_init (&iter, world->typed);
  while (g_hash_table_iter_next (&iter, NULL, &typed))
    if (((Typed *)typed)->client == client && ((Typed *)typed)->number > n_values)
      g_hash_table_iter_remove (&iter);
}

static void
drop_messages (GPtrArray *messages, guint client)
{
  for (guint i = messages->len; i-- > 0;)
    if (client == N_CLIENTS || ((Message *)messages->pdata[i])->client == client)
      g_ptr_array_remove_index_fast (messages, i);
}

/* Another file lies where that of the client was; answers to requests of the one that lay there reach nobody. */
static void
put_file (World *world, guint client, const Image *image, gboolean knows)
{
  Client *file = &world->clients[client];

  waiting_clear (&world->pushing[client]);
  waiting_clear (&world->pulling[client]);
  drop_messages (world->network, client);
  drop_messages (world->delivered, client);
  open_file (file, image);
  start_writer (file);
  if (knows)
    renew_client (file);
}

static void
back_up (World *world, guint client)
{
  Backup *backup = &world->backups[client];

  clear_image (&backup->image);
  *backup = (Backup){ take_image (world->clients[client].connection), world->clients[client].push, world->n_values };
}

/* Restored, it knows; put back over itself it does not, and hears it from the server. */
static void
restore_file (World *world, guint client)
{
  const Backup *backup = &world->backups[client];

  if (backup->image.bytes == NULL)
    return;
  forget_after (world, client, backup->n_values);
  world->clients[client].push = backup->push;
  put_file (world, client, &backup->image, happens (world, 50));
}

/* Two of the same go on side by side, on one device or on two. */
static void
copy_file (World *world)
{
  guint from = pick (world, COPY);
  Image image = take_image (world->clients[from].connection);

  forget_after (world, COPY, 0);
  clear_image (&world->backups[COPY].image);
  world->clients[COPY].user = world->clients[from].user;
  world->clients[COPY].caller = make_caller (world, world->clients[from].user, happens (world, 50) ? world->clients[from].user : 100);
  world->clients[COPY].caller.role = world->clients[from].caller.role;
  world->clients[COPY].caller.recovers = world->clients[from].caller.recovers;
  world->clients[COPY].push = world->clients[from].push;
  put_file (world, COPY, &image, TRUE);
  clear_image (&image);
}

/* Another team, none, or another role. */
static void
change_member (World *world)
{
  static const CrmServerRole roles[] = { CRM_SERVER_ROLE_READER, CRM_SERVER_ROLE_MEMBER, CRM_SERVER_ROLE_MEMBER, CRM_SERVER_ROLE_MANAGER };
  static const char *const teams[] = { "north", "south", NULL };
  guint8 user = (guint8)(1 + pick (world, N_USERS));
  CrmServerRole role = roles[pick (world, G_N_ELEMENTS (roles))];

  world->changed_members = TRUE;
  world->teams[user][0] = (char *)teams[pick (world, G_N_ELEMENTS (teams))];
  add_member (&world->server, user, role, world->teams[user][0]);
  for (guint i = 0; i < N_CLIENTS; i++)
    if (world->clients[i].user == user)
      world->clients[i].caller.role = role;
}

static CrmConnection *
get_server_connection (World *world)
{
  return crm_server_sqlite_get_connection (CRM_SERVER_SQLITE (world->server.storage));
}

static void
back_server_up (World *world)
{
  g_autofree char *database = test_database (world->path);
  g_autoptr (GError) error = NULL;

  if (!is_on_postgres ())
    {
      world->server_backup = take_image (get_server_connection (world));
      return;
    }
  world->tables = g_dir_make_tmp ("clientele-tables-XXXXXX", &error);
  g_assert_no_error (error);
  crm_server_database_dump (database, world->tables, &error);
  g_assert_no_error (error);
}

static void
put_server_back (World *world)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE workspace SET epoch = x'%032x'", g_rand_int (world->random));
  g_autofree char *database = test_database (world->path);
  g_autofree char *aside = g_strdup_printf ("%u", world->n_restores++);
  g_autoptr (GError) error = NULL;

  g_clear_object (&world->server.storage);
  if (is_on_postgres ())
    crm_server_database_load (database, world->tables, aside, 0, &error);
  g_assert_no_error (error);
  world->server.storage = open_test_database (world->path);
  if (is_on_postgres ())
    return;
  load_image (get_server_connection (world), &world->server_backup);
  g_assert_true (crm_connection_execute (get_server_connection (world), sql, NULL));
}

/* With another epoch, and ready to be told what it has lost. */
static void
restore_server (World *world)
{
  if (world->server_backup.bytes == NULL && world->tables == NULL)
    {
      back_server_up (world);
      return;
    }
  if (happens (world, 70))
    return;
  put_server_back (world);
  for (guint8 user = 1; user <= N_USERS; user++)
    for (guint i = 0; i < N_CLIENTS; i++)
      if (world->clients[i].user == user)
        add_member (&world->server, user, world->clients[i].caller.role, world->teams[user][0]);
  for (guint i = 0; i < N_CLIENTS; i++)
    world->clients[i].caller.recovers = TRUE;
  world->lost_up_to = world->n_values;
  drop_messages (world->network, N_CLIENTS);
  drop_messages (world->delivered, N_CLIENTS);
}

/* For good, where the account may; elsewhere it comes back. Who does it means all they ever wrote there. */
static void
erase_someone (World *world, guint client)
{
  CrmId customer = pick_id (world, CRM_KIND_CUSTOMER);
  GHashTableIter iter;
  gpointer typed;

  if (!is_seen (&world->clients[client], &crm_kind_customer, &customer) || !write_edit (&world->clients[client], crm_customer_new_erasure (&customer)))
    return;
  g_hash_table_iter_init (&iter, world->typed);
  while (g_hash_table_iter_next (&iter, NULL, &typed))
    if (((Typed *)typed)->client == client && is_erased (&world->clients[client], ((Typed *)typed)->kind, &((Typed *)typed)->id))
      g_hash_table_iter_remove (&iter);
}

static void
disturb (World *world, guint client)
{
  switch (pick (world, 9))
    {
    case 0:
    case 1:
      back_up (world, client);
      break;
    case 2:
    case 3:
      restore_file (world, client);
      break;
    case 4:
      copy_file (world);
      break;
    case 5:
      restore_server (world);
      break;
    case 6:
      erase_someone (world, client);
      break;
    default:
      if (world->seed % 3 != 0)
        change_member (world);
    }
}

static void
step (World *world)
{
  guint client = pick (world, N_CLIENTS);
  gint64 passed = g_rand_int_range (world->random, 0, 2000) * 1000;

  world->server.now += passed;
  for (guint i = 0; i < N_CLIENTS; i++)
    crm_clock_advance (world->clients[i].clock, passed);
  if (happens (world, 2))
    disturb (world, client);
  switch (pick (world, 8))
    {
    case 0:
    case 1:
      edit_something (world, client);
      edit_something (world, client);
      break;
    case 2:
      start_push (world, client);
      break;
    case 3:
      start_pull (world, client);
      break;
    default:
      carry (world);
      carry (world);
      carry (world);
    }
}

/* ── what must be true in the end ─────────────────────────────────────────────────────────── */

static void
leave_lost_scopes (World *world, guint client)
{
  g_auto (GStrv) scopes = list_scopes (&world->clients[client], &world->server);

  write_sync (&world->clients[client], crm_sync_pulled_new_revocation ("", (const char *const *)scopes));
  write_sync (&world->clients[client], crm_sync_pulled_new_clearance (""));
}

/* As a round does where the file asks for it. */
static gboolean
compare_client (World *world, guint client)
{
  Client *file = &world->clients[client];
  g_autofree char *checked = crm_connection_dup_setting (file->connection, CRM_SYNC_CHECK, NULL);
  g_auto (GStrv) scopes = list_scopes (file, &world->server);

  if (g_strcmp0 (checked, "1") != 0)
    return FALSE;
  for (guint i = 0; scopes[i] != NULL; i++)
    {
      CrmDigest own, theirs;
      gboolean quiet;

      g_assert_true (crm_sync_check_read (file->connection, scopes[i], &own, &quiet, NULL));
      g_assert_true (crm_server_digest (world->server.storage, &file->caller, scopes[i], &theirs, NULL));
      for (guint j = 0; quiet && j < CRM_DIGEST_N_BUCKETS; j++)
        if (own.buckets[j] != theirs.buckets[j])
          write_sync (file, crm_sync_check_new_mending ("", scopes[i], j, crm_server_digest_list (world->server.storage, &file->caller, scopes[i], j, NULL)));
    }
  g_assert_true (crm_connection_set_setting (file->connection, CRM_SYNC_CHECK, "2", NULL));
  return TRUE;
}

static void
heal (World *world)
{
  guint rounds = 0;
  gboolean quiet = FALSE;

  for (guint i = 0; i < N_CLIENTS; i++)
    waiting_clear (&world->pushing[i]);
  while (!quiet)
    {
      g_assert_cmpuint (++rounds, <, 30);
      world->server.now += 1000;
      quiet = TRUE;
      for (guint i = 0; i < N_CLIENTS; i++)
        {
          quiet &= push_client (&world->clients[i], &world->server, 100) == 0;
          pull_client_whole (&world->clients[i], &world->server, 50);
          leave_lost_scopes (world, i);
        }
      for (guint i = 0; i < N_CLIENTS && quiet; i++)
        quiet &= !compare_client (world, i);
    }
}

static gint64
count_all (Client *client)
{
  gint64 n = 0;

  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", crm_kind_get (id)->name);

      n += count (client, sql);
    }
  return n;
}

/* Everything the server has. */
static GArray *
list_records (World *world)
{
  g_autoptr (GPtrArray) rows = read_from_database (world->server.storage, "SELECT kind, id FROM record", NULL);
  GArray *records = crm_server_moves_new ();

  for (guint i = 0; i < rows->len; i += 2)
    {
      CrmServerMove record = { 0, g_ref_string_new (get_text (rows, i)) };

      record.id = get_id (rows, i + 1);
      g_array_append_val (records, record);
    }
  return records;
}

static void
complain (World *world, guint client, const CrmServerMove *record, const char *scope, const char *complaint)
{
  char id[CRM_ID_STRING_LENGTH + 1];

  g_error ("CLIENTELE_SEED=%u: at client %u the %s %s of %s %s", world->seed, client, record->kind, crm_id_format (&record->id, id), scope, complaint);
}

/* Each client has what the server has in its scopes, all of it, and nothing else. */
static void
assert_converged (World *world, guint client)
{
  const CrmServerCaller *caller = &world->clients[client].caller;
  g_autoptr (GArray) records = list_records (world);
  CrmServerWorkspace workspace;
  gint64 n = 0;

  g_assert_true (crm_server_storage_begin (world->server.storage, &workspace_id, FALSE, &workspace, NULL));
  for (guint i = 0; i < records->len; i++)
    {
      const CrmServerMove *record = &g_array_index (records, CrmServerMove, i);
      const CrmKind *kind = crm_kind_find (record->kind);
      g_auto (CrmServerRecord) theirs = { 0 };
      g_autoptr (CrmSyncRecord) own = read_state (&world->clients[client], kind, &record->id);

      g_assert_cmpint (crm_server_storage_read_record (world->server.storage, kind->name, &record->id, &theirs, NULL), ==, 1);
      if (!crm_server_caller_can_read (caller, theirs.scope))
        {
          if (own != NULL)
            complain (world, client, record, theirs.scope, "is there, but not for it");
          continue;
        }
      if (own == NULL)
        complain (world, client, record, theirs.scope, "is missing");
      if (!crm_sync_record_equal (own, theirs.state))
        complain (world, client, record, theirs.scope, "is another");
      n++;
    }
  crm_server_storage_rollback (world->server.storage);
  g_assert_cmpint (count_all (&world->clients[client]), ==, n);
}

static gboolean
is_in_audit (World *world, const Typed *typed)
{
  g_autoptr (GPtrArray) rows = read_from_database (world->server.storage, "SELECT field, old, value FROM audit WHERE id = $1", &typed->id);
  gboolean found = FALSE;

  for (guint i = 0; i < rows->len && !found; i += 3)
    found = strcmp (get_text (rows, i), typed->kind->fields[typed->field].name) == 0 && (strstr (get_text (rows, i + 1), typed->value) != NULL || strstr (get_text (rows, i + 2), typed->value) != NULL);
  return found;
}

static gboolean
is_listed (World *world, const Typed *typed)
{
  CrmConnection *connection = world->clients[typed->client].connection;
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT 1 FROM sync_unsaved WHERE id = ? AND instr (value, ?)", NULL);
  int found;

  crm_statement_bind_id (statement, 1, &typed->id);
  sqlite3_bind_text (statement, 2, typed->value, -1, SQLITE_STATIC);
  found = crm_connection_next (connection, statement, NULL);
  sqlite3_reset (statement);
  return found > 0;
}

static gboolean
has_bytes (CrmConnection *connection, const char *text)
{
  Image image = take_image (connection);
  gboolean has = memmem (image.bytes, (gsize)image.length, text, strlen (text)) != NULL;

  clear_image (&image);
  return has;
}

/* What somebody was not allowed to write is on their own list alone. Whose record it is they may not see any more, and hear nothing of it. */
static gboolean
is_only_listed (Client *client, const Typed *typed, const char *text)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM sync_unsaved WHERE instr (value, '%s')", text);

  return !has_record (client, typed->kind, &typed->id) && count (client, sql) > 0;
}

/* Of who was erased nobody has a byte. In PostgreSQL what was taken away lies in the files until they are cleaned up. */
static void
assert_forgotten (World *world, const Typed *typed)
{
  g_autofree char *bare = g_strndup (typed->value + !is_prose (typed), strlen (typed->value) - (is_prose (typed) ? 0 : 2));

  if (is_in_audit (world, typed) || (!is_on_postgres () && has_bytes (get_server_connection (world), bare)))
    g_error ("CLIENTELE_SEED=%u: the server has “%s” of a record that was erased", world->seed, bare);
  for (guint i = 0; i < N_CLIENTS; i++)
    if (has_bytes (world->clients[i].connection, bare) && !is_only_listed (&world->clients[i], typed, bare))
      g_error ("CLIENTELE_SEED=%u: client %u has “%s” of a record that was erased", world->seed, i, bare);
}

/* What somebody typed last in a field is there, or on record as older than what is, or on their list. */
static void
assert_not_lost (World *world, const Typed *typed)
{
  g_auto (CrmServerRecord) theirs = { 0 };
  const CrmRegister *one = NULL;
  CrmServerWorkspace workspace;

  g_assert_true (crm_server_storage_begin (world->server.storage, &workspace_id, FALSE, &workspace, NULL));
  if (crm_server_storage_read_record (world->server.storage, typed->kind->name, &typed->id, &theirs, NULL) > 0)
    one = crm_sync_record_find (theirs.state, typed->kind->fields[typed->field].name);
  crm_server_storage_rollback (world->server.storage);
  if (theirs.state != NULL && crm_sync_record_is_erased (theirs.state))
    {
      assert_forgotten (world, typed);
      return;
    }
  if ((one != NULL && strstr (one->value, typed->value) != NULL) || is_in_audit (world, typed) || is_listed (world, typed))
    return;
  /* What a server put back was told before it has forgotten, and what its clients let go of since they have, too. */
  if (typed->number <= world->lost_up_to)
    return;
  g_error ("CLIENTELE_SEED=%u: %s of %s, typed at client %u, is nowhere", world->seed, typed->value, typed->kind->fields[typed->field].name, typed->client);
}

/* Whatever was ever sent may come once more. What somebody was not allowed they may be allowed now. */
static void
assert_idempotent (World *world)
{
  CrmServerWorkspace before, after;

  if (world->changed_members)
    return;

  g_assert_true (crm_server_storage_begin (world->server.storage, &workspace_id, FALSE, &before, NULL));
  crm_server_storage_rollback (world->server.storage);
  g_ptr_array_set_size (world->network, 0);
  for (guint i = 0; i < world->delivered->len; i++)
    {
      world->server.now = ((Message *)world->delivered->pdata[i])->at;
      deliver (world, world->delivered->pdata[i]);
    }
  g_assert_true (crm_server_storage_begin (world->server.storage, &workspace_id, FALSE, &after, NULL));
  crm_server_storage_rollback (world->server.storage);
  g_assert_cmpint (before.seq, ==, after.seq);
  for (guint i = 0; i < N_CLIENTS; i++)
    assert_converged (world, i);
}

/* Sums agree wherever all was read. */
static void
assert_same_digests (World *world, guint client)
{
  Client *file = &world->clients[client];
  g_auto (GStrv) scopes = list_scopes (file, &world->server);

  for (guint i = 0; scopes[i] != NULL; i++)
    {
      CrmDigest own, theirs;
      gboolean quiet;

      g_assert_true (crm_sync_check_read (file->connection, scopes[i], &own, &quiet, NULL) && quiet);
      g_assert_true (crm_server_digest (world->server.storage, &file->caller, scopes[i], &theirs, NULL));
      g_assert_cmpmem (&own, sizeof own, &theirs, sizeof theirs);
    }
}

/* No register is older than one that was ever stored: nothing is undone by what comes late, and what was deleted last stays deleted. */
static void
assert_nothing_older (World *world)
{
  g_autoptr (GPtrArray) rows = read_from_database (world->server.storage, "SELECT kind, id, field, clock FROM audit WHERE field <> 'created' ORDER BY kind, id, field, clock DESC", NULL);
  CrmServerWorkspace workspace;

  g_assert_true (crm_server_storage_begin (world->server.storage, &workspace_id, FALSE, &workspace, NULL));
  for (guint i = 0; i < rows->len; i += 4)
    {
      g_auto (CrmServerRecord) record = { 0 };
      const CrmRegister *one;
      CrmId id = get_id (rows, i + 1);

      /* The first of each field is the newest. */
      if (i > 0 && g_bytes_equal (rows->pdata[i], rows->pdata[i - 4]) && g_bytes_equal (rows->pdata[i + 1], rows->pdata[i - 3]) && g_bytes_equal (rows->pdata[i + 2], rows->pdata[i - 2]))
        continue;
      g_assert_cmpint (crm_server_storage_read_record (world->server.storage, get_text (rows, i), &id, &record, NULL), ==, 1);
      if (crm_sync_record_is_erased (record.state))
        continue;
      one = crm_sync_record_find (record.state, get_text (rows, i + 2));
      g_assert_nonnull (one);
      g_assert_cmpint (memcmp (one->clock.bytes, get_text (rows, i + 3), CRM_HLC_LENGTH), >=, 0);
    }
  crm_server_storage_rollback (world->server.storage);
}

static void
assert_right (World *world)
{
  GHashTableIter iter;
  gpointer typed;

  for (guint i = 0; i < N_CLIENTS; i++)
    {
      assert_converged (world, i);
      assert_same_digests (world, i);
    }
  /* One for all: the others have the same from the same. */
  assert_derived (&world->clients[world->seed % N_CLIENTS]);
  assert_nothing_older (world);
  g_hash_table_iter_init (&iter, world->typed);
  while (g_hash_table_iter_next (&iter, NULL, &typed))
    assert_not_lost (world, typed);
  assert_idempotent (world);
}

static void
run_seed (guint seed, guint n_steps)
{
  World world;

  g_test_message ("CLIENTELE_SEED=%u", seed);
  world_init (&world, seed);
  for (guint i = 0; i < n_steps; i++)
    step (&world);
  heal (&world);
  assert_right (&world);
  world_clear (&world);
}

static guint
get_number (const char *name, guint otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL ? (guint)g_ascii_strtoull (text, NULL, 10) : otherwise;
}

/* CLIENTELE_SEED runs one seed, CLIENTELE_SEEDS that many, from CLIENTELE_SEED_FIRST on, of CLIENTELE_STEPS steps. */
static void
test_simulation (void)
{
  guint one = get_number ("CLIENTELE_SEED", 0), first = get_number ("CLIENTELE_SEED_FIRST", 1);
  guint n = one != 0 ? 1 : get_number ("CLIENTELE_SEEDS", N_SEEDS), steps = get_number ("CLIENTELE_STEPS", N_STEPS);

  for (guint seed = one != 0 ? one : first, last = seed + n; seed < last; seed++)
    run_seed (seed, steps);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/simulation/converges-and-loses-nothing", test_simulation);
  return g_test_run ();
}
