-- The host's tables, on an empty database only: a host's own stay as they are.
DO $host$
BEGIN
	IF to_regclass('conversations') IS NULL THEN
		CREATE TABLE "account_users" (
			"id" bigserial PRIMARY KEY NOT NULL,
			"account_id" bigint,
			"user_id" bigint,
			"role" integer DEFAULT 0,
			"availability" integer DEFAULT 0 NOT NULL,
			"created_at" timestamp(6) NOT NULL,
			"updated_at" timestamp(6) NOT NULL
		);
		CREATE TABLE "accounts" (
			"id" serial PRIMARY KEY NOT NULL,
			"name" varchar NOT NULL,
			"created_at" timestamp(6) NOT NULL,
			"updated_at" timestamp(6) NOT NULL
		);
		CREATE TABLE "agent_bot_inboxes" (
			"id" bigserial PRIMARY KEY NOT NULL,
			"inbox_id" integer,
			"agent_bot_id" integer,
			"status" integer DEFAULT 0,
			"account_id" integer,
			"created_at" timestamp(6) NOT NULL,
			"updated_at" timestamp(6) NOT NULL
		);
		CREATE TABLE "agent_bots" (
			"id" bigserial PRIMARY KEY NOT NULL,
			"name" varchar,
			"description" varchar,
			"account_id" bigint,
			"created_at" timestamp(6) NOT NULL,
			"updated_at" timestamp(6) NOT NULL
		);
		CREATE TABLE "contact_inboxes" (
			"id" bigserial PRIMARY KEY NOT NULL,
			"contact_id" bigint,
			"inbox_id" bigint,
			"source_id" varchar NOT NULL,
			"created_at" timestamp(6) NOT NULL,
			"updated_at" timestamp(6) NOT NULL
		);
		CREATE TABLE "contacts" (
			"id" serial PRIMARY KEY NOT NULL,
			"name" varchar,
			"email" varchar,
			"phone_number" varchar,
			"account_id" integer NOT NULL,
			"created_at" timestamp(6) NOT NULL,
			"updated_at" timestamp(6) NOT NULL
		);
		CREATE TABLE "conversations" (
			"id" serial PRIMARY KEY NOT NULL,
			"account_id" integer NOT NULL,
			"inbox_id" integer NOT NULL,
			"status" integer DEFAULT 0 NOT NULL,
			"assignee_id" integer,
			"created_at" timestamp(6) NOT NULL,
			"updated_at" timestamp(6) NOT NULL,
			"contact_id" bigint,
			"display_id" integer NOT NULL,
			"additional_attributes" jsonb DEFAULT '{}'::jsonb,
			"contact_inbox_id" bigint,
			"uuid" uuid DEFAULT gen_random_uuid() NOT NULL,
			"last_activity_at" timestamp DEFAULT CURRENT_TIMESTAMP NOT NULL,
			"team_id" bigint,
			"campaign_id" bigint,
			"snoozed_until" timestamp
		);
		CREATE TABLE "events" (
			"id" bigserial PRIMARY KEY NOT NULL,
			"name" varchar,
			"value" double precision,
			"account_id" integer,
			"inbox_id" integer,
			"user_id" integer,
			"conversation_id" integer,
			"created_at" timestamp(6) NOT NULL,
			"updated_at" timestamp(6) NOT NULL
		);
		CREATE TABLE "inbox_members" (
			"id" serial PRIMARY KEY NOT NULL,
			"user_id" integer NOT NULL,
			"inbox_id" integer NOT NULL,
			"created_at" timestamp(6) NOT NULL,
			"updated_at" timestamp(6) NOT NULL
		);
		CREATE TABLE "inboxes" (
			"id" serial PRIMARY KEY NOT NULL,
			"channel_id" integer NOT NULL,
			"account_id" integer NOT NULL,
			"name" varchar NOT NULL,
			"channel_type" varchar,
			"created_at" timestamp(6) NOT NULL,
			"updated_at" timestamp(6) NOT NULL
		);
		CREATE TABLE "mentions" (
			"id" bigserial PRIMARY KEY NOT NULL,
			"user_id" bigint NOT NULL,
			"conversation_id" bigint NOT NULL,
			"account_id" bigint NOT NULL,
			"mentioned_at" timestamp NOT NULL,
			"created_at" timestamp(6) NOT NULL,
			"updated_at" timestamp(6) NOT NULL
		);
		CREATE TABLE "messages" (
			"id" serial PRIMARY KEY NOT NULL,
			"content" text,
			"account_id" integer NOT NULL,
			"inbox_id" integer NOT NULL,
			"conversation_id" integer NOT NULL,
			"message_type" integer NOT NULL,
			"created_at" timestamp(6) NOT NULL,
			"updated_at" timestamp(6) NOT NULL,
			"private" boolean DEFAULT false,
			"status" integer DEFAULT 0,
			"source_id" varchar,
			"content_type" integer DEFAULT 0 NOT NULL,
			"content_attributes" json DEFAULT '{}'::json,
			"sender_type" varchar,
			"sender_id" bigint
		);
		CREATE TABLE "team_members" (
			"id" bigserial PRIMARY KEY NOT NULL,
			"team_id" bigint NOT NULL,
			"user_id" bigint NOT NULL,
			"created_at" timestamp(6) NOT NULL,
			"updated_at" timestamp(6) NOT NULL
		);
		CREATE TABLE "teams" (
			"id" bigserial PRIMARY KEY NOT NULL,
			"name" varchar NOT NULL,
			"description" text,
			"account_id" bigint NOT NULL,
			"created_at" timestamp(6) NOT NULL,
			"updated_at" timestamp(6) NOT NULL
		);
		CREATE TABLE "users" (
			"id" serial PRIMARY KEY NOT NULL,
			"name" varchar NOT NULL,
			"email" varchar,
			"created_at" timestamp(6) NOT NULL,
			"updated_at" timestamp(6) NOT NULL
		);
		CREATE UNIQUE INDEX "uniq_user_id_per_account_id" ON "account_users" USING btree ("account_id","user_id");
		CREATE INDEX "index_contact_inboxes_on_contact_id" ON "contact_inboxes" USING btree ("contact_id");
		CREATE UNIQUE INDEX "index_contact_inboxes_on_inbox_id_and_source_id" ON "contact_inboxes" USING btree ("inbox_id","source_id");
		CREATE INDEX "index_contacts_on_account_id" ON "contacts" USING btree ("account_id");
		CREATE UNIQUE INDEX "index_conversations_on_account_id_and_display_id" ON "conversations" USING btree ("account_id","display_id");
		CREATE INDEX "index_conversations_on_status_and_account_id" ON "conversations" USING btree ("status","account_id");
		CREATE INDEX "index_events_on_created_at" ON "events" USING btree ("created_at");
		CREATE INDEX "index_events_on_name" ON "events" USING btree ("name");
		CREATE UNIQUE INDEX "index_inbox_members_on_inbox_id_and_user_id" ON "inbox_members" USING btree ("inbox_id","user_id");
		CREATE INDEX "index_inboxes_on_account_id" ON "inboxes" USING btree ("account_id");
		CREATE UNIQUE INDEX "index_mentions_on_user_id_and_conversation_id" ON "mentions" USING btree ("user_id","conversation_id");
		CREATE INDEX "index_messages_on_conversation_id" ON "messages" USING btree ("conversation_id");
		CREATE UNIQUE INDEX "index_team_members_on_team_id_and_user_id" ON "team_members" USING btree ("team_id","user_id");
		CREATE UNIQUE INDEX "index_teams_on_name_and_account_id" ON "teams" USING btree ("name","account_id");

		-- As in the host: the number that agents see counts from 1 in each account.
		CREATE FUNCTION accounts_after_insert_row_tr() RETURNS trigger LANGUAGE plpgsql AS $tr$
		BEGIN
			EXECUTE format('CREATE SEQUENCE IF NOT EXISTS conv_dpid_seq_%s', NEW.id);
			RETURN NULL;
		END
		$tr$;
		CREATE TRIGGER accounts_after_insert_row_tr AFTER INSERT ON accounts
			FOR EACH ROW EXECUTE FUNCTION accounts_after_insert_row_tr();
		CREATE FUNCTION conversations_before_insert_row_tr() RETURNS trigger LANGUAGE plpgsql AS $tr$
		BEGIN
			NEW.display_id := nextval('conv_dpid_seq_' || NEW.account_id);
			RETURN NEW;
		END
		$tr$;
		CREATE TRIGGER conversations_before_insert_row_tr BEFORE INSERT ON conversations
			FOR EACH ROW EXECUTE FUNCTION conversations_before_insert_row_tr();
	END IF;
END
$host$;
