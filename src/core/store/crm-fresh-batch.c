/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Customers an edit creates, kept until their batch ends. */

#define G_LOG_DOMAIN "crm-store"

#include "core/store/crm-fresh-batch.h"

#include "core/schema/crm-schema-customers.h"

/* A person made in the batch: what must reach the digest of a customer it is given a role at later. */
typedef struct
{
  CrmValue *values;
  GPtrArray *points;    /* of CrmValue arrays */
  GPtrArray *customers; /* of CrmFreshCustomer, borrowed */
  gboolean has_others;  /* has a role at a customer outside the batch */
} FreshPerson;

struct _CrmFreshBatch
{
  GPtrArray *customers; /* of CrmFreshCustomer, in order of creation */
  GHashTable *by_id;    /* the change's id → CrmFreshCustomer, borrowed */
  GHashTable *persons;  /* CrmId → FreshPerson */
};

static guint
hash_id (gconstpointer id)
{
  return crm_id_hash (id);
}

static gboolean
equal_ids (gconstpointer a, gconstpointer b)
{
  return crm_id_equal (a, b);
}

static void
free_values (CrmValue *values, guint n)
{
  for (guint i = 0; i < n; i++)
    crm_value_clear (&values[i]);
  g_free (values);
}

static CrmValue *
copy_values (const CrmValue *values, guint n)
{
  CrmValue *copy = g_new (CrmValue, n);

  for (guint i = 0; i < n; i++)
    copy[i] = crm_value_copy (&values[i]);
  return copy;
}

static void
free_point (gpointer values)
{
  free_values (values, CRM_CONTACT_POINT_N_FIELDS);
}

static void
free_customer (gpointer data)
{
  CrmFreshCustomer *customer = data;

  free_values (customer->values, CRM_CUSTOMER_N_FIELDS);
  crm_customer_digest_clear (&customer->digest);
  g_free (customer);
}

static void
free_person (gpointer data)
{
  FreshPerson *person = data;

  free_values (person->values, CRM_PERSON_N_FIELDS);
  g_ptr_array_unref (person->points);
  g_ptr_array_unref (person->customers);
  g_free (person);
}

CrmFreshBatch *
crm_fresh_batch_new (void)
{
  CrmFreshBatch *self = g_new0 (CrmFreshBatch, 1);

  self->customers = g_ptr_array_new_with_free_func (free_customer);
  self->by_id = g_hash_table_new (hash_id, equal_ids);
  self->persons = g_hash_table_new_full (hash_id, equal_ids, g_free, free_person);
  return self;
}

void
crm_fresh_batch_free (CrmFreshBatch *self)
{
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->persons);
  g_ptr_array_unref (self->customers);
  g_free (self);
}

void
crm_fresh_batch_clear (CrmFreshBatch *self)
{
  g_hash_table_remove_all (self->by_id);
  g_hash_table_remove_all (self->persons);
  g_ptr_array_set_size (self->customers, 0);
}

void
crm_fresh_batch_add_customer (CrmFreshBatch *self, const CrmChange *change, CrmValue *values)
{
  CrmFreshCustomer *customer = g_new0 (CrmFreshCustomer, 1);

  customer->change = change;
  customer->values = values;
  customer->whole = TRUE;
  crm_customer_digest_init (&customer->digest);
  crm_customer_digest_add_customer (&customer->digest, values);
  g_ptr_array_add (self->customers, customer);
  g_hash_table_insert (self->by_id, (gpointer)&change->id, customer);
}

static CrmFreshCustomer *
find_customer (CrmFreshBatch *self, const CrmValue *reference)
{
  return reference->type == CRM_VALUE_ID ? g_hash_table_lookup (self->by_id, &reference->id) : NULL;
}

static FreshPerson *
find_person (CrmFreshBatch *self, const CrmValue *reference)
{
  return reference->type == CRM_VALUE_ID ? g_hash_table_lookup (self->persons, &reference->id) : NULL;
}

static gboolean
add_person (CrmFreshBatch *self, const CrmChange *change, const CrmValue *values)
{
  FreshPerson *person = g_new0 (FreshPerson, 1);

  person->values = copy_values (values, CRM_PERSON_N_FIELDS);
  person->points = g_ptr_array_new_with_free_func (free_point);
  person->customers = g_ptr_array_new ();
  g_hash_table_insert (self->persons, g_memdup2 (&change->id, sizeof change->id), person);
  return TRUE;
}

static gboolean
add_role (CrmFreshBatch *self, const CrmValue *values)
{
  CrmFreshCustomer *customer = find_customer (self, &values[CRM_ROLE_CUSTOMER]);
  FreshPerson *person = find_person (self, &values[CRM_ROLE_PERSON]);

  if (customer == NULL)
    {
      if (person != NULL)
        person->has_others = TRUE;
      return FALSE;
    }
  if (person == NULL)
    {
      customer->whole = FALSE;
      return TRUE;
    }
  crm_customer_digest_add_person (&customer->digest, person->values);
  for (guint i = 0; i < person->points->len; i++)
    crm_customer_digest_add_point (&customer->digest, person->points->pdata[i]);
  g_ptr_array_add (person->customers, customer);
  return TRUE;
}

static gboolean
add_point (CrmFreshBatch *self, const CrmValue *values)
{
  CrmFreshCustomer *customer = find_customer (self, &values[CRM_CONTACT_POINT_CUSTOMER]);
  FreshPerson *person = find_person (self, &values[CRM_CONTACT_POINT_PERSON]);

  if (customer != NULL)
    crm_customer_digest_add_point (&customer->digest, values);
  if (person != NULL)
    {
      g_ptr_array_add (person->points, copy_values (values, CRM_CONTACT_POINT_N_FIELDS));
      for (guint i = 0; i < person->customers->len; i++)
        crm_customer_digest_add_point (&((CrmFreshCustomer *)person->customers->pdata[i])->digest, values);
    }
  return customer != NULL || (person != NULL && !person->has_others);
}

gboolean
crm_fresh_batch_add_child (CrmFreshBatch *self, const CrmChange *change, const CrmValue *values)
{
  const CrmKind *kind = change->kind;
  CrmFreshCustomer *customer = kind->customer >= 0 ? find_customer (self, &values[kind->customer]) : NULL;

  switch (kind->id)
    {
    case CRM_KIND_PERSON:
      return add_person (self, change, values);
    case CRM_KIND_ROLE:
      return add_role (self, values);
    case CRM_KIND_CONTACT_POINT:
      return add_point (self, values);
    case CRM_KIND_INTERACTION:
      if (customer != NULL)
        crm_customer_digest_add_interaction (&customer->digest, values);
      return customer != NULL;
    case CRM_KIND_DEAL:
      if (customer != NULL)
        crm_customer_digest_add_deal (&customer->digest, values);
      return customer != NULL;
    case CRM_KIND_TASK:
      if (customer != NULL)
        crm_customer_digest_add_task (&customer->digest, values);
      return customer != NULL;
    case CRM_KIND_RESPONSE:
      /* Its score is known when its answers are written. */
      if (customer != NULL)
        customer->whole = FALSE;
      return customer != NULL;
    case CRM_KIND_CUSTOM_VALUE:
      if (customer != NULL)
        crm_customer_digest_add_custom_value (&customer->digest, values);
      return customer != NULL;
    default:
      return customer != NULL;
    }
}

gboolean
crm_fresh_batch_contains (CrmFreshBatch *self, const CrmId *customer)
{
  return g_hash_table_contains (self->by_id, customer);
}

guint
crm_fresh_batch_get_n (CrmFreshBatch *self)
{
  return self->customers->len;
}

CrmFreshCustomer *
crm_fresh_batch_get (CrmFreshBatch *self, guint position)
{
  return self->customers->pdata[position];
}
