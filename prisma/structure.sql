-- What the migrations make of an empty database, for reading and for review. Written by `npm run db:structure`;
-- the CI fails when it is not what the migrations make. Nothing runs this file.

-- tables

CREATE TABLE account (
  id text NOT NULL,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  user_id text NOT NULL,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp(3) without time zone,
  refresh_token_expires_at timestamp(3) without time zone,
  scope text,
  password text,
  created_at timestamp(3) without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(3) without time zone NOT NULL
);

CREATE TABLE audit_event (
  id text NOT NULL,
  account_id text NOT NULL,
  seq integer NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  action text NOT NULL,
  source text NOT NULL,
  user_id text,
  request_id text,
  before jsonb,
  after jsonb,
  reason text,
  previous text NOT NULL,
  hash text NOT NULL
);

CREATE TABLE billing_account (
  id text NOT NULL,
  user_id text,
  organization_id text,
  email text NOT NULL,
  name text NOT NULL,
  customer_ordinal integer NOT NULL DEFAULT 1,
  sync_version integer NOT NULL DEFAULT 0,
  audit_seq integer NOT NULL DEFAULT 0,
  audit_hash text NOT NULL DEFAULT ''::text,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone NOT NULL,
  contact_version integer NOT NULL DEFAULT 0,
  is_contact_set_apart boolean NOT NULL DEFAULT false,
  looked_at timestamp(3) with time zone
);

CREATE TABLE checkout (
  id text NOT NULL,
  account_id text NOT NULL,
  status text NOT NULL,
  attempt text NOT NULL,
  revision integer NOT NULL,
  price_id text NOT NULL,
  promotion_code_id text,
  code text,
  ui text NOT NULL,
  replace boolean NOT NULL,
  due_today integer NOT NULL,
  currency text NOT NULL,
  replaces_subscription_id text,
  stripe_session_id text,
  retired_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone NOT NULL,
  quantity integer NOT NULL DEFAULT 1,
  trial_days integer NOT NULL DEFAULT 0
);

CREATE TABLE checkout_attempt (
  account_id text NOT NULL,
  attempt text NOT NULL,
  revision integer NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL
);

CREATE TABLE customer (
  account_id text NOT NULL,
  stripe_customer_id text NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone NOT NULL
);

CREATE TABLE customer_answer (
  day date NOT NULL,
  result text NOT NULL,
  count integer NOT NULL
);

CREATE TABLE doctor_check (
  id text NOT NULL,
  asked_by text NOT NULL,
  state text NOT NULL DEFAULT 'RUNNING'::text,
  listed integer NOT NULL DEFAULT 0,
  looks integer NOT NULL DEFAULT 0,
  findings integer NOT NULL DEFAULT 0,
  scheduled_for timestamp(3) with time zone,
  held_until timestamp(3) with time zone,
  started_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  finished_at timestamp(3) with time zone
);

CREATE TABLE doctor_finding (
  id text NOT NULL,
  check_id text NOT NULL,
  subject text NOT NULL,
  invariant text NOT NULL,
  words text NOT NULL,
  about text[],
  noticed_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE doctor_plan (
  id text NOT NULL,
  asked_by text NOT NULL,
  reason text NOT NULL,
  policy jsonb NOT NULL,
  "only" text[],
  worker text,
  lease_until timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  check_id text,
  doing text,
  doing_for text,
  ended jsonb,
  progress jsonb
);

CREATE TABLE doctor_sighting (
  check_id text NOT NULL,
  stripe_id text NOT NULL,
  kind text NOT NULL,
  customer_id text,
  account_id text,
  email text,
  name text,
  card text,
  is_retired boolean NOT NULL DEFAULT false,
  is_live boolean NOT NULL DEFAULT false,
  stripe_price_id text,
  user_id text,
  organization_id text
);

CREATE TABLE doctor_step (
  plan_id text NOT NULL,
  account_id text NOT NULL,
  ordinal integer NOT NULL,
  step jsonb NOT NULL,
  state text NOT NULL DEFAULT 'planned'::text,
  note text,
  settled_at timestamp(3) with time zone
);

CREATE TABLE doctor_suspect (
  check_id text NOT NULL,
  account_id text NOT NULL,
  candidates text[]
);

CREATE TABLE drift (
  id text NOT NULL,
  reconciliation_id text NOT NULL,
  subject text NOT NULL,
  account_id text,
  outcome text NOT NULL,
  differences jsonb NOT NULL,
  note text NOT NULL,
  is_missed_webhook boolean NOT NULL,
  noticed_at timestamp(3) with time zone NOT NULL,
  settled_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  accepted_at timestamp(3) with time zone,
  accepted_by text
);

CREATE TABLE effect (
  id text NOT NULL,
  account_id text NOT NULL,
  kind text NOT NULL,
  slot text NOT NULL,
  generation integer NOT NULL DEFAULT 1,
  key text NOT NULL,
  intent jsonb NOT NULL,
  request jsonb NOT NULL,
  request_hash text NOT NULL,
  first_sent_at timestamp(3) with time zone,
  lease_until timestamp(3) with time zone NOT NULL DEFAULT (now() + '00:00:02'::interval),
  attempts integer NOT NULL DEFAULT 0,
  outcome jsonb,
  settled_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE import_case (
  import_id text NOT NULL,
  owner_kind text NOT NULL,
  owner_id text NOT NULL,
  name text NOT NULL,
  claims jsonb NOT NULL
);

CREATE TABLE invitation (
  id text NOT NULL,
  organization_id text NOT NULL,
  email text NOT NULL,
  role text,
  status text NOT NULL DEFAULT 'pending'::text,
  expires_at timestamp(3) without time zone NOT NULL,
  created_at timestamp(3) without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  inviter_id text NOT NULL
);

CREATE TABLE member (
  id text NOT NULL,
  organization_id text NOT NULL,
  user_id text NOT NULL,
  role text NOT NULL DEFAULT 'member'::text,
  created_at timestamp(3) without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE mrr_movement (
  account_id text NOT NULL,
  seq integer NOT NULL,
  currency text NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  kind text NOT NULL,
  amount bigint NOT NULL,
  mrr bigint NOT NULL
);

CREATE TABLE organization (
  id text NOT NULL,
  name text NOT NULL,
  slug text NOT NULL,
  logo text,
  created_at timestamp(3) without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  metadata text
);

CREATE TABLE plan (
  key text NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  features text[],
  rank integer NOT NULL,
  is_active boolean NOT NULL DEFAULT true,
  stripe_product_id text NOT NULL,
  trial_days integer NOT NULL DEFAULT 0,
  max_seats integer NOT NULL DEFAULT 1
);

CREATE TABLE price (
  id text NOT NULL,
  plan_key text NOT NULL,
  "interval" text NOT NULL,
  currency text NOT NULL,
  unit_amount integer NOT NULL,
  is_active boolean NOT NULL DEFAULT true,
  stripe_price_id text NOT NULL
);

CREATE TABLE rate_limit (
  id text NOT NULL,
  key text NOT NULL,
  count integer NOT NULL,
  last_request bigint NOT NULL
);

CREATE TABLE reconciliation (
  id text NOT NULL,
  state text NOT NULL DEFAULT 'RUNNING'::text,
  asked_by text NOT NULL,
  stage text NOT NULL DEFAULT 'subscriptions'::text,
  cursor text,
  page integer NOT NULL DEFAULT 0,
  expected integer NOT NULL,
  listed integer NOT NULL DEFAULT 0,
  looks integer NOT NULL DEFAULT 0,
  in_flight integer NOT NULL DEFAULT 0,
  worker text,
  lease_until timestamp(3) with time zone,
  started_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  finished_at timestamp(3) with time zone,
  last_event_at timestamp(3) with time zone,
  note text,
  in_sync integer
);

CREATE TABLE reconciliation_page (
  reconciliation_id text NOT NULL,
  page integer NOT NULL,
  stripe_ids text[]
);

CREATE TABLE reconciliation_suspect (
  reconciliation_id text NOT NULL,
  account_id text NOT NULL,
  stranger_id text,
  looks integer NOT NULL DEFAULT 0,
  sighting text,
  noticed_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  due_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE session (
  id text NOT NULL,
  expires_at timestamp(3) without time zone NOT NULL,
  token text NOT NULL,
  created_at timestamp(3) without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(3) without time zone NOT NULL,
  ip_address text,
  user_agent text,
  user_id text NOT NULL,
  impersonated_by text,
  active_organization_id text
);

CREATE TABLE staff_deed (
  id text NOT NULL,
  at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  user_id text NOT NULL,
  request_id text NOT NULL,
  action text NOT NULL,
  details jsonb NOT NULL,
  reason text,
  action_id text,
  seq integer NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL
);

CREATE TABLE staff_log (
  id integer NOT NULL DEFAULT 1,
  seq integer NOT NULL,
  hash text NOT NULL
);

CREATE TABLE subscription (
  id text NOT NULL,
  account_id text NOT NULL,
  stripe_subscription_id text NOT NULL,
  status text NOT NULL,
  plan_key text,
  plan_name text,
  price_id text,
  unit_amount integer NOT NULL,
  currency text NOT NULL,
  "interval" text NOT NULL,
  quantity integer NOT NULL,
  current_period_start timestamp(3) with time zone,
  current_period_end timestamp(3) with time zone,
  cancel_at timestamp(3) with time zone,
  canceled_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  trial_end timestamp(3) with time zone,
  discount jsonb,
  started_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone NOT NULL,
  stripe_price_id text NOT NULL DEFAULT ''::text,
  stripe_item_id text NOT NULL DEFAULT ''::text,
  schedule_id text,
  scheduled_change jsonb,
  last_schedule_id text,
  card jsonb,
  open_invoice jsonb,
  latest_invoice_id text,
  latest_invoice_status text,
  pending_change jsonb,
  mrr integer NOT NULL GENERATED ALWAYS AS (
CASE
    WHEN (status = ANY (ARRAY['active'::text, 'past_due'::text])) THEN (floor(((((((unit_amount)::numeric * (quantity)::numeric) -
    CASE
        WHEN (((discount -> 'off'::text) ->> 'is'::text) = 'percent'::text) THEN floor((((((unit_amount)::numeric * (quantity)::numeric) * round(((((discount -> 'off'::text) ->> 'percent'::text))::numeric * (100)::numeric))) + (5000)::numeric) / (10000)::numeric))
        WHEN (((discount -> 'off'::text) ->> 'is'::text) = 'amount'::text) THEN LEAST((((discount -> 'off'::text) ->> 'amount'::text))::numeric, ((unit_amount)::numeric * (quantity)::numeric))
        ELSE (0)::numeric
    END) * (
    CASE "interval"
        WHEN 'day'::text THEN 365
        WHEN 'week'::text THEN 52
        WHEN 'month'::text THEN 12
        WHEN 'year'::text THEN 1
        ELSE 0
    END)::numeric) + (6)::numeric) / (12)::numeric)))::integer
    ELSE 0
END) STORED,
  coupon text GENERATED ALWAYS AS ((discount ->> 'code'::text)) STORED,
  turns_at timestamp(3) with time zone NOT NULL GENERATED ALWAYS AS (COALESCE(ended_at, cancel_at, current_period_end, started_at)) STORED
);

CREATE TABLE trial_use (
  account_id text NOT NULL,
  stripe_subscription_id text NOT NULL,
  card_fingerprint text,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE "user" (
  id text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  created_at timestamp(3) without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(3) without time zone NOT NULL,
  role text,
  banned boolean DEFAULT false,
  ban_reason text,
  ban_expires timestamp(3) without time zone
);

CREATE TABLE verification (
  id text NOT NULL,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamp(3) without time zone NOT NULL,
  created_at timestamp(3) without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(3) without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE webhook_event (
  id text NOT NULL,
  type text NOT NULL,
  stripe_customer_id text,
  payload jsonb NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  received_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  processed_at timestamp(3) with time zone,
  next_attempt_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  note text,
  related_id text,
  related_type text,
  failed_at timestamp(3) with time zone
);

-- constraints

ALTER TABLE "user" ADD CONSTRAINT user_pkey PRIMARY KEY (id);
ALTER TABLE account ADD CONSTRAINT account_pkey PRIMARY KEY (id);
ALTER TABLE account ADD CONSTRAINT account_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE audit_event ADD CONSTRAINT audit_event_pkey PRIMARY KEY (id);
ALTER TABLE audit_event ADD CONSTRAINT audit_event_source_check CHECK (source = ANY (ARRAY['customer'::text, 'admin'::text, 'webhook'::text, 'sweeper'::text, 'doctor'::text, 'system'::text]));
ALTER TABLE audit_event ADD CONSTRAINT audit_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES billing_account(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE billing_account ADD CONSTRAINT billing_account_pkey PRIMARY KEY (id);
ALTER TABLE billing_account ADD CONSTRAINT billing_account_has_one_owner_check CHECK (num_nonnulls(user_id, organization_id) = 1);
ALTER TABLE billing_account ADD CONSTRAINT billing_account_id_check CHECK (id ~~ 'acc\_%'::text);
ALTER TABLE billing_account ADD CONSTRAINT billing_account_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE billing_account ADD CONSTRAINT billing_account_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE checkout ADD CONSTRAINT checkout_pkey PRIMARY KEY (id);
ALTER TABLE checkout ADD CONSTRAINT checkout_due_today_check CHECK (due_today >= 0);
ALTER TABLE checkout ADD CONSTRAINT checkout_open_is_not_retired_check CHECK (status <> 'OPEN'::text OR retired_at IS NULL);
ALTER TABLE checkout ADD CONSTRAINT checkout_quantity_and_trial_check CHECK (quantity >= 1 AND trial_days >= 0);
ALTER TABLE checkout ADD CONSTRAINT checkout_revision_check CHECK (revision >= 0);
ALTER TABLE checkout ADD CONSTRAINT checkout_status_check CHECK (status = ANY (ARRAY['OPEN'::text, 'COMPLETED'::text, 'EXPIRED'::text, 'SUPERSEDED'::text]));
ALTER TABLE checkout ADD CONSTRAINT checkout_ui_check CHECK (ui = ANY (ARRAY['embedded'::text, 'hosted'::text]));
ALTER TABLE checkout ADD CONSTRAINT checkout_account_id_fkey FOREIGN KEY (account_id) REFERENCES billing_account(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE checkout_attempt ADD CONSTRAINT checkout_attempt_pkey PRIMARY KEY (account_id, attempt);
ALTER TABLE checkout_attempt ADD CONSTRAINT checkout_attempt_account_id_fkey FOREIGN KEY (account_id) REFERENCES billing_account(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE customer ADD CONSTRAINT customer_pkey PRIMARY KEY (account_id);
ALTER TABLE customer ADD CONSTRAINT customer_stripe_customer_id_check CHECK (stripe_customer_id ~~ 'cus\_%'::text);
ALTER TABLE customer ADD CONSTRAINT customer_account_id_fkey FOREIGN KEY (account_id) REFERENCES billing_account(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE customer_answer ADD CONSTRAINT customer_answer_pkey PRIMARY KEY (day, result);
ALTER TABLE customer_answer ADD CONSTRAINT customer_answer_result_check CHECK (result = ANY (ARRAY['reused'::text, 'race_averted'::text]));
ALTER TABLE doctor_check ADD CONSTRAINT doctor_check_pkey PRIMARY KEY (id);
ALTER TABLE doctor_check ADD CONSTRAINT doctor_check_state_check CHECK (state = ANY (ARRAY['RUNNING'::text, 'FINISHED'::text, 'FAILED'::text, 'PARTIAL'::text]));
ALTER TABLE doctor_finding ADD CONSTRAINT doctor_finding_pkey PRIMARY KEY (id);
ALTER TABLE doctor_finding ADD CONSTRAINT doctor_finding_check_id_fkey FOREIGN KEY (check_id) REFERENCES doctor_check(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE doctor_plan ADD CONSTRAINT doctor_plan_pkey PRIMARY KEY (id);
ALTER TABLE doctor_plan ADD CONSTRAINT doctor_plan_doing_check CHECK (doing = ANY (ARRAY['plan'::text, 'apply'::text, 'undo'::text, 'verify'::text]));
ALTER TABLE doctor_sighting ADD CONSTRAINT doctor_sighting_pkey PRIMARY KEY (check_id, stripe_id);
ALTER TABLE doctor_sighting ADD CONSTRAINT doctor_sighting_kind_check CHECK (kind = ANY (ARRAY['customer'::text, 'subscription'::text, 'session'::text]));
ALTER TABLE doctor_sighting ADD CONSTRAINT doctor_sighting_check_id_fkey FOREIGN KEY (check_id) REFERENCES doctor_check(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE doctor_step ADD CONSTRAINT doctor_step_pkey PRIMARY KEY (plan_id, account_id, ordinal);
ALTER TABLE doctor_step ADD CONSTRAINT doctor_step_state_check CHECK (state = ANY (ARRAY['planned'::text, 'done'::text, 'refused'::text, 'skipped'::text, 'undone'::text, 'kept'::text]));
ALTER TABLE doctor_step ADD CONSTRAINT doctor_step_account_id_fkey FOREIGN KEY (account_id) REFERENCES billing_account(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE doctor_step ADD CONSTRAINT doctor_step_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES doctor_plan(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE doctor_suspect ADD CONSTRAINT doctor_suspect_pkey PRIMARY KEY (check_id, account_id);
ALTER TABLE doctor_suspect ADD CONSTRAINT doctor_suspect_check_id_fkey FOREIGN KEY (check_id) REFERENCES doctor_check(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE drift ADD CONSTRAINT drift_pkey PRIMARY KEY (id);
ALTER TABLE drift ADD CONSTRAINT drift_accepted_check CHECK ((outcome = 'accepted'::text) = (accepted_at IS NOT NULL AND accepted_by IS NOT NULL));
ALTER TABLE drift ADD CONSTRAINT drift_outcome_check CHECK (outcome = ANY (ARRAY['healed'::text, 'kept'::text, 'accepted'::text]));
ALTER TABLE drift ADD CONSTRAINT drift_account_id_fkey FOREIGN KEY (account_id) REFERENCES billing_account(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE drift ADD CONSTRAINT drift_reconciliation_id_fkey FOREIGN KEY (reconciliation_id) REFERENCES reconciliation(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE effect ADD CONSTRAINT effect_pkey PRIMARY KEY (id);
ALTER TABLE effect ADD CONSTRAINT effect_generation_check CHECK (generation >= 1);
ALTER TABLE effect ADD CONSTRAINT effect_sent_before_done_check CHECK (outcome IS NULL OR ((outcome ->> 'is'::text) = ANY (ARRAY['withdrawn'::text, 'void'::text])) OR first_sent_at IS NOT NULL);
ALTER TABLE effect ADD CONSTRAINT effect_settled_check CHECK ((outcome IS NULL) = (settled_at IS NULL));
ALTER TABLE effect ADD CONSTRAINT effect_account_id_fkey FOREIGN KEY (account_id) REFERENCES billing_account(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE import_case ADD CONSTRAINT import_case_pkey PRIMARY KEY (import_id, owner_kind, owner_id);
ALTER TABLE import_case ADD CONSTRAINT import_case_owner_kind_check CHECK (owner_kind = ANY (ARRAY['user'::text, 'organization'::text]));
ALTER TABLE import_case ADD CONSTRAINT import_case_import_id_fkey FOREIGN KEY (import_id) REFERENCES doctor_check(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE invitation ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);
ALTER TABLE invitation ADD CONSTRAINT invitation_inviter_id_fkey FOREIGN KEY (inviter_id) REFERENCES "user"(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE invitation ADD CONSTRAINT invitation_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE member ADD CONSTRAINT member_pkey PRIMARY KEY (id);
ALTER TABLE member ADD CONSTRAINT member_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE member ADD CONSTRAINT member_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE mrr_movement ADD CONSTRAINT mrr_movement_pkey PRIMARY KEY (account_id, currency, seq);
ALTER TABLE mrr_movement ADD CONSTRAINT mrr_movement_amount_check CHECK (amount > 0 AND mrr >= 0 AND (mrr = 0) = (kind = 'churn'::text));
ALTER TABLE mrr_movement ADD CONSTRAINT mrr_movement_kind_check CHECK (kind = ANY (ARRAY['new'::text, 'expansion'::text, 'reactivation'::text, 'contraction'::text, 'churn'::text]));
ALTER TABLE mrr_movement ADD CONSTRAINT mrr_movement_account_id_fkey FOREIGN KEY (account_id) REFERENCES billing_account(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE organization ADD CONSTRAINT organization_pkey PRIMARY KEY (id);
ALTER TABLE plan ADD CONSTRAINT plan_pkey PRIMARY KEY (key);
ALTER TABLE plan ADD CONSTRAINT plan_trial_and_seats_check CHECK (trial_days >= 0 AND max_seats >= 1);
ALTER TABLE price ADD CONSTRAINT price_pkey PRIMARY KEY (id);
ALTER TABLE price ADD CONSTRAINT price_currency_check CHECK (currency ~ '^[a-z]{3}$'::text);
ALTER TABLE price ADD CONSTRAINT price_interval_check CHECK ("interval" = ANY (ARRAY['month'::text, 'year'::text]));
ALTER TABLE price ADD CONSTRAINT price_unit_amount_check CHECK (unit_amount >= 0);
ALTER TABLE price ADD CONSTRAINT price_plan_key_fkey FOREIGN KEY (plan_key) REFERENCES plan(key) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE rate_limit ADD CONSTRAINT rate_limit_pkey PRIMARY KEY (id);
ALTER TABLE reconciliation ADD CONSTRAINT reconciliation_pkey PRIMARY KEY (id);
ALTER TABLE reconciliation ADD CONSTRAINT reconciliation_finished_check CHECK ((state = 'RUNNING'::text) = (finished_at IS NULL));
ALTER TABLE reconciliation ADD CONSTRAINT reconciliation_state_check CHECK (state = ANY (ARRAY['RUNNING'::text, 'FINISHED'::text, 'FAILED'::text]));
ALTER TABLE reconciliation_page ADD CONSTRAINT reconciliation_page_pkey PRIMARY KEY (reconciliation_id, page);
ALTER TABLE reconciliation_page ADD CONSTRAINT reconciliation_page_reconciliation_id_fkey FOREIGN KEY (reconciliation_id) REFERENCES reconciliation(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE reconciliation_suspect ADD CONSTRAINT reconciliation_suspect_pkey PRIMARY KEY (reconciliation_id, account_id);
ALTER TABLE reconciliation_suspect ADD CONSTRAINT reconciliation_suspect_account_id_fkey FOREIGN KEY (account_id) REFERENCES billing_account(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE reconciliation_suspect ADD CONSTRAINT reconciliation_suspect_reconciliation_id_fkey FOREIGN KEY (reconciliation_id) REFERENCES reconciliation(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE session ADD CONSTRAINT session_pkey PRIMARY KEY (id);
ALTER TABLE session ADD CONSTRAINT session_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE staff_deed ADD CONSTRAINT staff_deed_pkey PRIMARY KEY (id);
ALTER TABLE staff_log ADD CONSTRAINT staff_log_pkey PRIMARY KEY (id);
ALTER TABLE staff_log ADD CONSTRAINT staff_log_is_one_row_check CHECK (id = 1);
ALTER TABLE subscription ADD CONSTRAINT subscription_pkey PRIMARY KEY (id);
ALTER TABLE subscription ADD CONSTRAINT subscription_latest_invoice_check CHECK ((latest_invoice_id IS NULL) = (latest_invoice_status IS NULL));
ALTER TABLE subscription ADD CONSTRAINT subscription_status_check CHECK (status = ANY (ARRAY['active'::text, 'canceled'::text, 'incomplete'::text, 'incomplete_expired'::text, 'past_due'::text, 'paused'::text, 'trialing'::text, 'unpaid'::text]));
ALTER TABLE subscription ADD CONSTRAINT subscription_stripe_subscription_id_check CHECK (stripe_subscription_id ~~ 'sub\_%'::text);
ALTER TABLE subscription ADD CONSTRAINT subscription_account_id_fkey FOREIGN KEY (account_id) REFERENCES billing_account(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE trial_use ADD CONSTRAINT trial_use_pkey PRIMARY KEY (account_id);
ALTER TABLE trial_use ADD CONSTRAINT trial_use_account_id_fkey FOREIGN KEY (account_id) REFERENCES billing_account(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE verification ADD CONSTRAINT verification_pkey PRIMARY KEY (id);
ALTER TABLE webhook_event ADD CONSTRAINT webhook_event_pkey PRIMARY KEY (id);

-- indexes

CREATE UNIQUE INDEX user_email_key ON public."user" USING btree (email);
CREATE INDEX account_user_id_idx ON public.account USING btree (user_id);
CREATE UNIQUE INDEX audit_event_account_id_seq_key ON public.audit_event USING btree (account_id, seq);
CREATE INDEX audit_event_at_id_idx ON public.audit_event USING btree (at, id);
CREATE INDEX audit_event_by_staff_idx ON public.audit_event USING btree (at, id) WHERE (source = 'admin'::text);
CREATE UNIQUE INDEX audit_event_one_asking_key ON public.audit_event USING btree (account_id, action, ((after ->> 'asking'::text))) WHERE (action = ANY (ARRAY['account.resync_asked'::text, 'effect.reconcile_asked'::text]));
CREATE INDEX billing_account_email_search_idx ON public.billing_account USING btree (lower(email) COLLATE "C");
CREATE INDEX billing_account_last_name_search_idx ON public.billing_account USING btree (lower(regexp_replace(name, '^.*\s'::text, ''::text)) COLLATE "C") WHERE (name ~ '\s'::text);
CREATE INDEX billing_account_name_search_idx ON public.billing_account USING btree (lower(name) COLLATE "C");
CREATE UNIQUE INDEX billing_account_organization_id_key ON public.billing_account USING btree (organization_id);
CREATE UNIQUE INDEX billing_account_user_id_key ON public.billing_account USING btree (user_id);
CREATE INDEX checkout_account_id_created_at_idx ON public.checkout USING btree (account_id, created_at);
CREATE INDEX checkout_not_retired_idx ON public.checkout USING btree (account_id) WHERE (retired_at IS NULL);
CREATE UNIQUE INDEX checkout_one_open_key ON public.checkout USING btree (account_id) WHERE (status = 'OPEN'::text);
CREATE UNIQUE INDEX checkout_stripe_session_id_key ON public.checkout USING btree (stripe_session_id);
CREATE UNIQUE INDEX customer_stripe_customer_id_key ON public.customer USING btree (stripe_customer_id);
CREATE UNIQUE INDEX doctor_check_scheduled_for_key ON public.doctor_check USING btree (scheduled_for);
CREATE INDEX doctor_finding_check_id_subject_idx ON public.doctor_finding USING btree (check_id, subject);
CREATE UNIQUE INDEX doctor_plan_one_being_made_key ON public.doctor_plan USING btree (doing) WHERE (doing = 'plan'::text);
CREATE INDEX doctor_step_plan_id_state_account_id_idx ON public.doctor_step USING btree (plan_id, state, account_id);
CREATE INDEX drift_account_id_idx ON public.drift USING btree (account_id);
CREATE INDEX drift_kept_idx ON public.drift USING btree (account_id) WHERE (outcome = 'kept'::text);
CREATE UNIQUE INDEX drift_reconciliation_id_subject_key ON public.drift USING btree (reconciliation_id, subject);
CREATE INDEX effect_account_id_idx ON public.effect USING btree (account_id);
CREATE INDEX effect_customer_made_idx ON public.effect USING btree (settled_at) WHERE (kind = 'customer.create'::text);
CREATE UNIQUE INDEX effect_key_key ON public.effect USING btree (key);
CREATE UNIQUE INDEX effect_one_action_key ON public.effect USING btree (account_id) WHERE ((outcome IS NULL) AND (kind = ANY (ARRAY['subscription.update'::text, 'schedule.create'::text, 'schedule.release'::text, 'invoice.pay'::text])));
CREATE UNIQUE INDEX effect_one_unknown_key ON public.effect USING btree (slot) WHERE (outcome IS NULL);
CREATE INDEX effect_paid_back_idx ON public.effect USING btree (account_id) WHERE (kind = 'payment.refund'::text);
CREATE UNIQUE INDEX effect_slot_generation_key ON public.effect USING btree (slot, generation);
CREATE INDEX effect_unknown_idx ON public.effect USING btree (lease_until) WHERE (outcome IS NULL);
CREATE INDEX invitation_email_idx ON public.invitation USING btree (email);
CREATE INDEX invitation_organization_id_idx ON public.invitation USING btree (organization_id);
CREATE UNIQUE INDEX member_organization_id_user_id_key ON public.member USING btree (organization_id, user_id);
CREATE INDEX member_user_id_idx ON public.member USING btree (user_id);
CREATE INDEX mrr_movement_at_idx ON public.mrr_movement USING btree (at);
CREATE UNIQUE INDEX mrr_movement_one_new_key ON public.mrr_movement USING btree (account_id, currency) WHERE (kind = 'new'::text);
CREATE UNIQUE INDEX organization_slug_key ON public.organization USING btree (slug);
CREATE UNIQUE INDEX plan_stripe_product_id_key ON public.plan USING btree (stripe_product_id);
CREATE UNIQUE INDEX price_on_sale_key ON public.price USING btree (plan_key, "interval", currency) WHERE is_active;
CREATE INDEX price_plan_key_idx ON public.price USING btree (plan_key);
CREATE UNIQUE INDEX price_stripe_price_id_key ON public.price USING btree (stripe_price_id);
CREATE UNIQUE INDEX rate_limit_key_key ON public.rate_limit USING btree (key);
CREATE UNIQUE INDEX reconciliation_one_running_key ON public.reconciliation USING btree (state) WHERE (state = 'RUNNING'::text);
CREATE INDEX reconciliation_suspect_reconciliation_id_due_at_idx ON public.reconciliation_suspect USING btree (reconciliation_id, due_at);
CREATE UNIQUE INDEX session_token_key ON public.session USING btree (token);
CREATE INDEX session_user_id_idx ON public.session USING btree (user_id);
CREATE INDEX staff_deed_at_id_idx ON public.staff_deed USING btree (at, id);
CREATE UNIQUE INDEX staff_deed_seq_key ON public.staff_deed USING btree (seq);
CREATE UNIQUE INDEX staff_deed_user_id_action_action_id_key ON public.staff_deed USING btree (user_id, action, action_id);
CREATE UNIQUE INDEX subscription_account_id_key ON public.subscription USING btree (account_id);
CREATE INDEX subscription_coupon_mrr_idx ON public.subscription USING btree (coupon, status, mrr, account_id, plan_key, started_at) WHERE (coupon IS NOT NULL);
CREATE INDEX subscription_coupon_started_at_idx ON public.subscription USING btree (coupon, status, started_at, account_id, plan_key) WHERE (coupon IS NOT NULL);
CREATE INDEX subscription_coupon_turns_at_idx ON public.subscription USING btree (coupon, status, turns_at, account_id, plan_key, started_at) WHERE (coupon IS NOT NULL);
CREATE INDEX subscription_ending_mrr_idx ON public.subscription USING btree (status, mrr, account_id, plan_key, coupon, started_at) WHERE ((cancel_at IS NOT NULL) AND (ended_at IS NULL));
CREATE INDEX subscription_ending_started_at_idx ON public.subscription USING btree (status, started_at, account_id, plan_key, coupon) WHERE ((cancel_at IS NOT NULL) AND (ended_at IS NULL));
CREATE INDEX subscription_ending_turns_at_idx ON public.subscription USING btree (status, turns_at, account_id, plan_key, coupon, started_at) WHERE ((cancel_at IS NOT NULL) AND (ended_at IS NULL));
CREATE INDEX subscription_latest_invoice_id_idx ON public.subscription USING btree (latest_invoice_id) WHERE (latest_invoice_id IS NOT NULL);
CREATE INDEX subscription_plan_key_idx ON public.subscription USING btree (plan_key, status, started_at, account_id);
CREATE INDEX subscription_started_at_idx ON public.subscription USING btree (started_at, status, account_id, turns_at, mrr, plan_key);
CREATE INDEX subscription_status_mrr_idx ON public.subscription USING btree (status, mrr, account_id, plan_key, started_at);
CREATE INDEX subscription_status_started_at_idx ON public.subscription USING btree (status, started_at, account_id, plan_key);
CREATE INDEX subscription_status_turns_at_idx ON public.subscription USING btree (status, turns_at, account_id, plan_key, started_at);
CREATE UNIQUE INDEX subscription_stripe_subscription_id_key ON public.subscription USING btree (stripe_subscription_id);
CREATE UNIQUE INDEX trial_use_card_fingerprint_key ON public.trial_use USING btree (card_fingerprint);
CREATE INDEX verification_identifier_idx ON public.verification USING btree (identifier);
CREATE INDEX webhook_event_customer_created_at_idx ON public.webhook_event USING btree (stripe_customer_id, created_at) WHERE (stripe_customer_id IS NOT NULL);
CREATE INDEX webhook_event_failed_idx ON public.webhook_event USING btree (failed_at) WHERE ((processed_at IS NULL) AND (failed_at IS NOT NULL));
CREATE INDEX webhook_event_pending_customer_idx ON public.webhook_event USING btree (stripe_customer_id) WHERE (processed_at IS NULL);
CREATE INDEX webhook_event_pending_idx ON public.webhook_event USING btree (next_attempt_at) WHERE (processed_at IS NULL);
CREATE INDEX webhook_event_pending_turn_idx ON public.webhook_event USING btree (COALESCE(stripe_customer_id, related_id, id)) WHERE (processed_at IS NULL);
CREATE INDEX webhook_event_received_at_id_idx ON public.webhook_event USING btree (received_at, id);

-- functions

CREATE OR REPLACE FUNCTION public.account_under_lock(of_account text, of_attempt text, of_checkout text, of_effect text)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  state jsonb;
BEGIN
  PERFORM 1 FROM billing_account WHERE id = of_account FOR NO KEY UPDATE;
  WITH payable AS (
    SELECT * FROM checkout WHERE account_id = of_account AND (retired_at IS NULL OR id = of_checkout)
  ), creation AS (
    SELECT slot, generation,
      CASE WHEN outcome IS NOT NULL THEN 'settled' WHEN attempts = 0 THEN 'unsent' ELSE 'sent' END AS stands
    FROM effect WHERE slot IN (SELECT 'session.create:' || id FROM payable)
    ORDER BY slot, generation FOR UPDATE
  )
  SELECT jsonb_build_object(
    'account', to_jsonb(account),
    'customer', (SELECT to_jsonb(customer) FROM customer WHERE account_id = of_account),
    'subscription', (SELECT to_jsonb(subscription) FROM subscription WHERE account_id = of_account),
    'revision', (SELECT revision FROM checkout_attempt WHERE account_id = of_account AND attempt = of_attempt),
    'settled', (SELECT outcome FROM effect WHERE id = of_effect),
    'checkouts', (
      SELECT coalesce(jsonb_agg(to_jsonb(payable) || jsonb_build_object('creation', (
          SELECT stands FROM creation WHERE slot = 'session.create:' || payable.id ORDER BY generation DESC LIMIT 1))
        ORDER BY created_at), '[]')
      FROM payable)
  ) INTO state FROM billing_account AS account WHERE id = of_account;
  RETURN state;
END
$function$;

CREATE OR REPLACE FUNCTION public.billing_under_lock(of_account text, of_attempt text, of_checkout text, of_effect text)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  state jsonb;
BEGIN
  PERFORM 1 FROM billing_account WHERE id = of_account FOR NO KEY UPDATE;
  WITH payable AS (
    SELECT * FROM checkout WHERE account_id = of_account AND (retired_at IS NULL OR id = of_checkout)
  ), creation AS (
    SELECT slot, generation,
      CASE WHEN outcome IS NOT NULL THEN 'settled' WHEN attempts = 0 THEN 'unsent' ELSE 'sent' END AS stands
    FROM effect WHERE slot IN (SELECT 'session.create:' || id FROM payable)
    ORDER BY slot, generation FOR UPDATE
  )
  SELECT jsonb_build_object(
    'account', to_jsonb(account),
    'customer', (SELECT to_jsonb(customer) FROM customer WHERE account_id = of_account),
    'subscription', (SELECT to_jsonb(subscription) FROM subscription WHERE account_id = of_account),
    'revision', (SELECT revision FROM checkout_attempt WHERE account_id = of_account AND attempt = of_attempt),
    'settled', (SELECT outcome FROM effect WHERE id = of_effect),
    'running', (
      SELECT coalesce(jsonb_agg(slot ORDER BY slot), '[]') FROM effect
      WHERE account_id = of_account AND outcome IS NULL AND id <> of_effect AND (
        kind IN ('subscription.update', 'schedule.create', 'schedule.plan', 'schedule.release', 'invoice.pay')
        OR slot = (SELECT 'subscription.cancel:' || stripe_subscription_id FROM subscription
                   WHERE account_id = of_account))),
    'checkouts', (
      SELECT coalesce(jsonb_agg(to_jsonb(payable) || jsonb_build_object('creation', (
          SELECT stands FROM creation WHERE slot = 'session.create:' || payable.id ORDER BY generation DESC LIMIT 1))
        ORDER BY created_at), '[]')
      FROM payable)
  ) INTO state FROM billing_account AS account WHERE id = of_account;
  RETURN state;
END
$function$;

CREATE OR REPLACE FUNCTION public.count_staff_deed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE staff_log SET seq = NEW.seq, hash = NEW.hash;
  RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'The audit log is append-only: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END
$function$;

CREATE OR REPLACE FUNCTION public.refuse_movement_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'Movements are append-only: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END
$function$;

CREATE OR REPLACE FUNCTION public.seal_staff_deed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  head staff_log;
BEGIN
  SELECT * INTO STRICT head FROM staff_log FOR UPDATE;
  NEW.at := date_trunc('milliseconds', clock_timestamp());
  NEW.seq := head.seq + 1;
  NEW.previous := head.hash;
  NEW.hash := encode(sha256(convert_to(head.hash || staff_deed_text(NEW), 'UTF8')), 'hex');
  RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.staff_deed_text(deed staff_deed)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_array(deed.seq, deed.id, to_char(deed.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'), deed.user_id,
    deed.request_id, deed.action, deed.details, deed.reason, deed.action_id)::text
$function$;

CREATE OR REPLACE FUNCTION public.state_under_lock(of_account text, of_attempt text, of_checkout text, of_effect text)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  state jsonb;
BEGIN
  PERFORM 1 FROM billing_account WHERE id = of_account FOR NO KEY UPDATE;
  WITH payable AS (
    SELECT * FROM checkout WHERE account_id = of_account AND (retired_at IS NULL OR id = of_checkout)
  ), creation AS (
    SELECT slot, generation,
      CASE WHEN outcome IS NOT NULL THEN 'settled' WHEN attempts = 0 THEN 'unsent' ELSE 'sent' END AS stands
    FROM effect WHERE slot IN (SELECT 'session.create:' || id FROM payable)
    ORDER BY slot, generation FOR UPDATE
  )
  SELECT jsonb_build_object(
    'account', to_jsonb(account),
    'customer', (SELECT to_jsonb(customer) FROM customer WHERE account_id = of_account),
    'subscription', (SELECT to_jsonb(subscription) FROM subscription WHERE account_id = of_account),
    'trial', (SELECT to_jsonb(trial_use) FROM trial_use WHERE account_id = of_account),
    'revision', (SELECT revision FROM checkout_attempt WHERE account_id = of_account AND attempt = of_attempt),
    'settled', (SELECT outcome FROM effect WHERE id = of_effect),
    'running', (
      SELECT coalesce(jsonb_agg(slot ORDER BY slot), '[]') FROM effect
      WHERE account_id = of_account AND outcome IS NULL AND id <> of_effect AND (
        kind IN ('subscription.update', 'schedule.create', 'schedule.plan', 'schedule.release', 'invoice.pay')
        OR slot = (SELECT 'subscription.cancel:' || stripe_subscription_id FROM subscription
                   WHERE account_id = of_account))),
    'checkouts', (
      SELECT coalesce(jsonb_agg(to_jsonb(payable) || jsonb_build_object('creation', (
          SELECT stands FROM creation WHERE slot = 'session.create:' || payable.id ORDER BY generation DESC LIMIT 1))
        ORDER BY created_at), '[]')
      FROM payable)
  ) INTO state FROM billing_account AS account WHERE id = of_account;
  RETURN state;
END
$function$;

-- triggers

CREATE TRIGGER audit_event_is_append_only BEFORE DELETE OR UPDATE ON public.audit_event FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_event_is_never_truncated BEFORE TRUNCATE ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER mrr_movement_is_append_only BEFORE DELETE OR UPDATE ON public.mrr_movement FOR EACH ROW EXECUTE FUNCTION refuse_movement_change();
CREATE TRIGGER staff_deed_is_append_only BEFORE DELETE OR UPDATE ON public.staff_deed FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER staff_deed_is_counted AFTER INSERT ON public.staff_deed FOR EACH ROW EXECUTE FUNCTION count_staff_deed();
CREATE TRIGGER staff_deed_is_never_truncated BEFORE TRUNCATE ON public.staff_deed FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER staff_deed_is_sealed BEFORE INSERT ON public.staff_deed FOR EACH ROW EXECUTE FUNCTION seal_staff_deed();
