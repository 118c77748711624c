/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server keeps, behind one interface: what it decides stands on top of it, the same for every database. */

#pragma once

#include <gio/gio.h>

#include "sync/crm-sync-record.h"

G_BEGIN_DECLS

/**
 * CrmServerSharing:
 * @CRM_SERVER_SHARING_EVERYONE: every member sees every customer
 * @CRM_SERVER_SHARING_TEAM: a customer is seen by its owner's team
 * @CRM_SERVER_SHARING_OWNER: a customer is seen by its owner
 *
 * The numbers are permanent: they stand in the database. Administrators and managers see what any team sees.
 */
typedef enum
{
  CRM_SERVER_SHARING_EVERYONE = 0,
  CRM_SERVER_SHARING_TEAM = 1,
  CRM_SERVER_SHARING_OWNER = 2,
} CrmServerSharing;

/* Permanent numbers, too. */
typedef enum
{
  CRM_SERVER_ROLE_READER = 0,
  CRM_SERVER_ROLE_MEMBER = 1,
  CRM_SERVER_ROLE_MANAGER = 2,
  CRM_SERVER_ROLE_ADMINISTRATOR = 3,
} CrmServerRole;

/**
 * CrmServerWorkspace:
 * @seq: the last number given out
 * @oldest_move: moves up to this were forgotten: who has not read them must reconcile
 * @epoch: random; another one after each restore of a backup
 *
 * A workspace in the transaction under way.
 */
typedef struct
{
  gint64 number;
  gint64 seq;
  gint64 oldest_move;
  CrmServerSharing sharing;
  CrmId epoch;
} CrmServerWorkspace;

/**
 * CrmServerMember:
 * @team: (nullable): the team whose customers are this member's
 */
typedef struct
{
  CrmId user;
  CrmServerRole role;
  char *team;
} CrmServerMember;

/**
 * CrmServerRecord:
 * @state: its registers
 * @scope: who may see it: "everyone", "team:NAME", "private:USER"
 * @seq: the number of its last change
 * @author: who made that
 * @parent_kind: (nullable): the kind of the record it takes its scope from
 * @parent: the id of that; nil without @parent_kind
 * @link: a record that takes its scope from this one's parent: of a role, the person; nil otherwise
 * @parent_grave: once it was placed: the clock by which the record it hangs on was erased; zero when that is none
 */
typedef struct
{
  CrmSyncRecord *state;
  char *scope;
  gint64 seq;
  CrmId author;
  const char *parent_kind;
  CrmId parent;
  CrmId link;
  CrmHlc parent_grave;
} CrmServerRecord;

typedef struct
{
  gint64 seq;
  char *kind; /* (type GRefString) */
  CrmId id;
} CrmServerMove;

/**
 * CrmServerNode:
 * @node: a file's node id
 * @device: whose clocks it gives out
 * @push: the last number it pushed with, and @hash that push's
 */
typedef struct
{
  guint64 node;
  CrmId device;
  gint64 push;
  char *hash;
} CrmServerNode;

typedef enum
{
  CRM_SERVER_AUDIT_STORED = 0,
  CRM_SERVER_AUDIT_SUPERSEDED = 1,
  CRM_SERVER_AUDIT_RECOVERED = 2,
} CrmServerAuditOutcome;

/* A change, or one that came too late. Written once for each clock and value of a field, however often it is pushed. */
typedef struct
{
  gint64 at;
  CrmId user;
  CrmId device;
  const char *scope;
  const char *kind;
  CrmId id;
  const char *field;
  const char *old;
  const char *value;
  CrmHlc clock;
  CrmServerAuditOutcome outcome;
} CrmServerAudit;

/* A row of the audit as it was read: its texts are its own. */
typedef struct
{
  gint64 at;
  CrmId user;
  CrmId device;
  char *scope;
  char *field;
  char *old;
  char *value;
  CrmHlc clock;
  CrmServerAuditOutcome outcome;
} CrmServerPast;

/**
 * CrmServerAccount:
 * @workspace: the one it belongs to
 * @name: what is typed to sign in, and shown; @key is what it is compared by, no two accounts of a server have the same
 * @password: as crm_server_password_hash() made it
 * @recovers_until: microseconds UTC: until then its workspace is given back what a restored backup lacks
 */
typedef struct
{
  CrmId user;
  CrmId workspace;
  char *workspace_name;
  char *name;
  char *key;
  char *password;
  CrmServerRole role;
  char *team;
  gint64 recovers_until;
} CrmServerAccount;

#define CRM_SERVER_TOKEN_HASH 32

/**
 * CrmServerDevice:
 * @has_token: whether it is signed in, by a token with the SHA-256 @token
 * @made: when it first signed in, @used when it last asked, microseconds UTC; that is written down now and then only
 */
typedef struct
{
  CrmId id;
  CrmId user;
  char *name;
  gboolean has_token;
  guint8 token[CRM_SERVER_TOKEN_HASH];
  gint64 made;
  gint64 used;
} CrmServerDevice;

/* A workspace by its name. */
typedef struct
{
  CrmId id;
  char *name;
  CrmId epoch;
} CrmServerWorkspaceName;

/**
 * CrmServerItem:
 * @key: what it is found by
 * @value: what it says
 * @at: microseconds UTC, or 0 where nobody is to know when
 *
 * Something the server keeps for itself: what a token leads to, a page that is being filled in, the definition of a form. Of no scope, never
 * pulled.
 */
typedef struct
{
  char *key;
  char *value;
  gint64 at;
} CrmServerItem;

#define CRM_TYPE_SERVER_STORAGE (crm_server_storage_get_type ())

G_DECLARE_DERIVABLE_TYPE (CrmServerStorage, crm_server_storage, CRM, SERVER_STORAGE, GObject)

/**
 * CrmServerStorageClass:
 * @begin: begins a transaction on a workspace. One that writes locks the workspace before anything is read, and has it alone until it ends; one
 *   that only reads sees one moment. %CRM_ERROR_NOT_FOUND when there is no such workspace
 * @commit: ends it; of one that gave out numbers, with the random @nonce of this commit
 * @rollback: ends it as if it had not been
 * @expect: (nullable): that records with these ids, of any kind, and their children are going to be asked for in this transaction: where each question
 *   is a way to another computer, they may be asked together
 * @read_record: 1 when the record is there, 0 when not, -1 on error. @record is to be cleared
 * @list_children: the records whose parent this is, (element-type CrmServerRecord)
 * @list_links: those that link to it, by when they came
 * @list_changes: at most @limit of a scope with numbers above @after, by number
 * @append_changes: the same with numbers up to @upto as lines of a page, as they are stored, and as many as make up @size bytes; 1 when there are
 *   more, 0 when not, -1 on error. @n and @last are how many, and the last one's number
 * @count_records: how many of a scope there are, by an index; -1 on error
 * @list_moves: what left a scope, likewise (element-type CrmServerMove)
 * @list_graves: at most @limit that were deleted before @before, in microseconds UTC, and still have their values, by when they came. Reads all that is stored
 * @read_nonce: that of the commit which gave out @seq: 1, 0, -1
 * @list_teams: all teams that members are in, and those that everybody left but their customers
 * @erase_past: empties the audit of a record: who changed which field when stays, what it was does not; and has it name no bytes, which are nobody's then when no other record names them
 * @list_past: the audit of a record, the oldest first (element-type CrmServerPast)
 * @write_blob_name: that @user said of the attachment @id that it has the bytes with this SHA-256; the first to say so stays
 * @write_blob_owner: that @user has brought these bytes; @is_blob_owner whether that is so, or, of %NULL, whether they are anybody's: 1, 0, -1
 * @list_blob_scopes: the scopes of records that have those bytes by the word of somebody who brought them
 * @begin_group: begins a transaction around several: what they write lasts when @end_group returns TRUE, and not before
 * @read_account: by @key, or by @user where that is %NULL
 * @write_account: new or changed, its membership of its workspace too
 * @remove_account: with its devices; its membership stays without rights, for its name stands in the audit
 * @list_accounts: of all workspaces (element-type CrmServerAccount)
 * @read_device: by @token, an SHA-256, or by @id where that is %NULL
 * @list_devices: of one @user or, %NULL, of all (element-type CrmServerDevice)
 * @list_workspaces: (element-type CrmServerWorkspaceName)
 * @read_item: 1, 0, -1
 * @write_item: @at and @value take the place of those before
 * @list_items: at most @limit of a sort whose keys begin with @prefix, by key (element-type CrmServerItem)
 * @find_item: the workspace that has had the key first: 1, 0, -1. Of all workspaces
 *
 * Calls block, on the thread that the storage was made on. Those of records, nodes, members and items belong between begin and commit or rollback; those
 * of accounts, devices and workspaces, and find_item, anywhere.
 */
struct _CrmServerStorageClass
{
  GObjectClass parent_class;

  gboolean (*begin) (CrmServerStorage *self, const CrmId *workspace, gboolean writes, CrmServerWorkspace *state, GError **error);
  gboolean (*commit) (CrmServerStorage *self, const CrmServerWorkspace *state, guint64 nonce, GError **error);
  void (*rollback) (CrmServerStorage *self);
  gboolean (*expect) (CrmServerStorage *self, const CrmId *ids, guint n, GError **error);
  int (*read_record) (CrmServerStorage *self, const char *kind, const CrmId *id, CrmServerRecord *record, GError **error);
  gboolean (*write_record) (CrmServerStorage *self, const CrmServerRecord *record, GError **error);
  gboolean (*write_move) (CrmServerStorage *self, const char *scope, const char *kind, const CrmId *id, gint64 seq, GError **error);
  gboolean (*write_audit) (CrmServerStorage *self, const CrmServerAudit *audit, GError **error);
  GArray *(*list_children) (CrmServerStorage *self, const CrmId *id, GError **error);
  GArray *(*list_links) (CrmServerStorage *self, const CrmId *id, GError **error);
  GArray *(*list_changes) (CrmServerStorage *self, const char *scope, gint64 after, guint limit, GError **error);
  int (*append_changes) (CrmServerStorage *self, const char *scope, gint64 after, gint64 upto, guint limit, gsize size, GString *lines, guint *n, gint64 *last, GError **error);
  gint64 (*count_records) (CrmServerStorage *self, const char *scope, GError **error);
  GArray *(*list_moves) (CrmServerStorage *self, const char *scope, gint64 after, guint limit, GError **error);
  GArray *(*list_graves) (CrmServerStorage *self, gint64 before, guint limit, GError **error);
  int (*read_nonce) (CrmServerStorage *self, gint64 seq, guint64 *nonce, GError **error);
  int (*read_node) (CrmServerStorage *self, guint64 node, CrmServerNode *result, GError **error);
  gboolean (*write_node) (CrmServerStorage *self, const CrmServerNode *node, GError **error);
  int (*read_member) (CrmServerStorage *self, const CrmId *user, CrmServerMember *member, GError **error);
  gboolean (*write_member) (CrmServerStorage *self, const CrmServerMember *member, GError **error);
  char **(*list_teams) (CrmServerStorage *self, GError **error);
  gboolean (*erase_past) (CrmServerStorage *self, const char *kind, const CrmId *id, GError **error);
  GArray *(*list_past) (CrmServerStorage *self, const char *kind, const CrmId *id, GError **error);
  gboolean (*write_blob_name) (CrmServerStorage *self, const char *hash, const CrmId *id, const CrmId *user, GError **error);
  gboolean (*write_blob_owner) (CrmServerStorage *self, const char *hash, const CrmId *user, GError **error);
  int (*is_blob_owner) (CrmServerStorage *self, const char *hash, const CrmId *user, GError **error);
  char **(*list_blob_scopes) (CrmServerStorage *self, const char *hash, GError **error);
  gboolean (*begin_group) (CrmServerStorage *self, GError **error);
  gboolean (*end_group) (CrmServerStorage *self, GError **error);
  int (*read_account) (CrmServerStorage *self, const char *key, const CrmId *user, CrmServerAccount *account, GError **error);
  gboolean (*write_account) (CrmServerStorage *self, const CrmServerAccount *account, GError **error);
  gboolean (*remove_account) (CrmServerStorage *self, const CrmId *user, GError **error);
  GArray *(*list_accounts) (CrmServerStorage *self, GError **error);
  int (*read_device) (CrmServerStorage *self, const guint8 *token, const CrmId *id, CrmServerDevice *device, GError **error);
  gboolean (*write_device) (CrmServerStorage *self, const CrmServerDevice *device, GError **error);
  GArray *(*list_devices) (CrmServerStorage *self, const CrmId *user, GError **error);
  GArray *(*list_workspaces) (CrmServerStorage *self, GError **error);
  int (*read_item) (CrmServerStorage *self, const char *sort, const char *key, CrmServerItem *item, GError **error);
  gboolean (*write_item) (CrmServerStorage *self, const char *sort, const CrmServerItem *item, GError **error);
  gboolean (*remove_item) (CrmServerStorage *self, const char *sort, const char *key, GError **error);
  GArray *(*list_items) (CrmServerStorage *self, const char *sort, const char *prefix, guint limit, GError **error);
  int (*find_item) (CrmServerStorage *self, const char *sort, const char *key, CrmId *workspace, GError **error);
  gboolean (*add_workspace) (CrmServerStorage *self, const CrmId *id, const char *name, const CrmId *epoch, CrmServerSharing sharing, GError **error);
};

/* Call the class's functions. */
gboolean crm_server_storage_begin (CrmServerStorage *self, const CrmId *workspace, gboolean writes, CrmServerWorkspace *state, GError **error);
gboolean crm_server_storage_commit (CrmServerStorage *self, const CrmServerWorkspace *state, guint64 nonce, GError **error);
void crm_server_storage_rollback (CrmServerStorage *self);
gboolean crm_server_storage_expect (CrmServerStorage *self, const CrmId *ids, guint n, GError **error);
int crm_server_storage_read_record (CrmServerStorage *self, const char *kind, const CrmId *id, CrmServerRecord *record, GError **error);
gboolean crm_server_storage_write_record (CrmServerStorage *self, const CrmServerRecord *record, GError **error);
gboolean crm_server_storage_write_move (CrmServerStorage *self, const char *scope, const char *kind, const CrmId *id, gint64 seq, GError **error);
gboolean crm_server_storage_write_audit (CrmServerStorage *self, const CrmServerAudit *audit, GError **error);
GArray *crm_server_storage_list_children (CrmServerStorage *self, const CrmId *id, GError **error);
GArray *crm_server_storage_list_links (CrmServerStorage *self, const CrmId *id, GError **error);
GArray *crm_server_storage_list_changes (CrmServerStorage *self, const char *scope, gint64 after, guint limit, GError **error);
int crm_server_storage_append_changes (CrmServerStorage *self, const char *scope, gint64 after, gint64 upto, guint limit, gsize size, GString *lines, guint *n, gint64 *last, GError **error);
gint64 crm_server_storage_count_records (CrmServerStorage *self, const char *scope, GError **error);
GArray *crm_server_storage_list_moves (CrmServerStorage *self, const char *scope, gint64 after, guint limit, GError **error);
GArray *crm_server_storage_list_graves (CrmServerStorage *self, gint64 before, guint limit, GError **error);
int crm_server_storage_read_nonce (CrmServerStorage *self, gint64 seq, guint64 *nonce, GError **error);
int crm_server_storage_read_node (CrmServerStorage *self, guint64 node, CrmServerNode *result, GError **error);
gboolean crm_server_storage_write_node (CrmServerStorage *self, const CrmServerNode *node, GError **error);
int crm_server_storage_read_member (CrmServerStorage *self, const CrmId *user, CrmServerMember *member, GError **error);
gboolean crm_server_storage_write_member (CrmServerStorage *self, const CrmServerMember *member, GError **error);
char **crm_server_storage_list_teams (CrmServerStorage *self, GError **error);
gboolean crm_server_storage_erase_past (CrmServerStorage *self, const char *kind, const CrmId *id, GError **error);
GArray *crm_server_storage_list_past (CrmServerStorage *self, const char *kind, const CrmId *id, GError **error);
gboolean crm_server_storage_write_blob_name (CrmServerStorage *self, const char *hash, const CrmId *id, const CrmId *user, GError **error);
gboolean crm_server_storage_write_blob_owner (CrmServerStorage *self, const char *hash, const CrmId *user, GError **error);
int crm_server_storage_is_blob_owner (CrmServerStorage *self, const char *hash, const CrmId *user, GError **error);
char **crm_server_storage_list_blob_scopes (CrmServerStorage *self, const char *hash, GError **error);
gboolean crm_server_storage_begin_group (CrmServerStorage *self, GError **error);
gboolean crm_server_storage_end_group (CrmServerStorage *self, GError **error);
int crm_server_storage_read_account (CrmServerStorage *self, const char *key, const CrmId *user, CrmServerAccount *account, GError **error);
gboolean crm_server_storage_write_account (CrmServerStorage *self, const CrmServerAccount *account, GError **error);
gboolean crm_server_storage_remove_account (CrmServerStorage *self, const CrmId *user, GError **error);
GArray *crm_server_storage_list_accounts (CrmServerStorage *self, GError **error);
int crm_server_storage_read_device (CrmServerStorage *self, const guint8 *token, const CrmId *id, CrmServerDevice *device, GError **error);
gboolean crm_server_storage_write_device (CrmServerStorage *self, const CrmServerDevice *device, GError **error);
GArray *crm_server_storage_list_devices (CrmServerStorage *self, const CrmId *user, GError **error);
GArray *crm_server_storage_list_workspaces (CrmServerStorage *self, GError **error);
int crm_server_storage_read_item (CrmServerStorage *self, const char *sort, const char *key, CrmServerItem *item, GError **error);
gboolean crm_server_storage_write_item (CrmServerStorage *self, const char *sort, const char *key, const char *value, gint64 at, GError **error);
gboolean crm_server_storage_remove_item (CrmServerStorage *self, const char *sort, const char *key, GError **error);
GArray *crm_server_storage_list_items (CrmServerStorage *self, const char *sort, const char *prefix, guint limit, GError **error);
int crm_server_storage_find_item (CrmServerStorage *self, const char *sort, const char *key, CrmId *workspace, GError **error);
gboolean crm_server_storage_add_workspace (CrmServerStorage *self, const CrmId *id, const char *name, const CrmId *epoch, CrmServerSharing sharing, GError **error);

/* The scopes that were written to, or left, since the last transaction began, each once. (transfer none) */
const GPtrArray *crm_server_storage_get_touched (CrmServerStorage *self);

/* The last number that the last transaction gave out, or knew. */
gint64 crm_server_storage_get_seq (CrmServerStorage *self);

/* A record as it is stored: its elements as on the wire, without the last bracket. (nullable) (transfer full): NULL for what is none */
CrmSyncRecord *crm_server_record_parse (const char *text, gsize length);

/**
 * CRM_SERVER_GRAVE_MARK:
 *
 * What stands in the stored text of a deleted record before the clock of that, whose first 12 digits are its time. In a person's text the quotation marks would have
 * backslashes. A clock sorts as its time, so that databases can compare it with crm_server_grave_dup_limit ().
 */
#define CRM_SERVER_GRAVE_MARK   "\"deleted\":[1,\""
#define CRM_SERVER_GRAVE_OFFSET "14"

/* The first digits of the clocks at a moment, in microseconds UTC. */
char *crm_server_grave_dup_limit (gint64 before);

/* Sets the error of a record that crm_server_record_parse() cannot read. Returns FALSE. */
gboolean crm_server_record_fail (GError **error);

/* Its line of a page: what is stored is what is sent. */
void crm_server_append_line (GString *lines, gint64 seq, const CrmId *author, const char *text, gsize length);

void crm_server_record_clear (CrmServerRecord *self);
void crm_server_member_clear (CrmServerMember *self);
void crm_server_node_clear (CrmServerNode *self);
void crm_server_item_clear (CrmServerItem *self);
void crm_server_account_clear (CrmServerAccount *self);
void crm_server_device_clear (CrmServerDevice *self);

/* Arrays that free what they hold. */
GArray *crm_server_records_new (void);
GArray *crm_server_moves_new (void);
GArray *crm_server_items_new (void);
GArray *crm_server_pasts_new (void);
GArray *crm_server_accounts_new (void);
GArray *crm_server_devices_new (void);
GArray *crm_server_workspace_names_new (void);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmServerRecord, crm_server_record_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmServerMember, crm_server_member_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmServerNode, crm_server_node_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmServerItem, crm_server_item_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmServerAccount, crm_server_account_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmServerDevice, crm_server_device_clear)

G_END_DECLS
