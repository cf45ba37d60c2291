-- The columns that the specification adds to the host's tables (N §3, §4). The event table is named `reporting_events`
-- from v2.3.0 of the host on, and `messages.additional_attributes` exists from v2.5.0 on.
DO $events$
BEGIN
	IF to_regclass('events') IS NOT NULL THEN
		ALTER TABLE "events" ADD COLUMN IF NOT EXISTS "dialog_id" bigint;
	ELSE
		ALTER TABLE "reporting_events" ADD COLUMN IF NOT EXISTS "dialog_id" bigint;
	END IF;
END
$events$;
--> statement-breakpoint
ALTER TABLE "mentions" ADD COLUMN IF NOT EXISTS "dialog_id" bigint;
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN IF NOT EXISTS "dialog_id" bigint;
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN IF NOT EXISTS "additional_attributes" jsonb DEFAULT '{}'::jsonb;
--> statement-breakpoint
CREATE TABLE "dialog_acceptances" (
	"account_id" bigint NOT NULL,
	"dialog_id" bigint NOT NULL,
	"agent_id" bigint NOT NULL,
	"accepted_at" timestamp(6) NOT NULL,
	CONSTRAINT "dialog_acceptances_account_id_dialog_id_accepted_at_agent_id_pk" PRIMARY KEY("account_id","dialog_id","accepted_at","agent_id")
);
--> statement-breakpoint
CREATE TABLE "dialog_api_tokens" (
	"account_id" bigint NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"name" text,
	"role" text NOT NULL,
	"created_at" timestamp(6) NOT NULL,
	"expires_at" timestamp(6),
	"revoked_at" timestamp(6),
	"last_used_at" timestamp(6),
	CONSTRAINT "dialog_api_tokens_account_id_prefix_pk" PRIMARY KEY("account_id","prefix"),
	CONSTRAINT "dialog_api_tokens_role_known" CHECK (role IN ('reader', 'writer', 'administrator'))
);
--> statement-breakpoint
CREATE TABLE "dialog_facts" (
	"account_id" bigint NOT NULL,
	"dialog_id" bigint NOT NULL,
	"started_by" text NOT NULL,
	"started_offline" boolean,
	"started_status" integer NOT NULL,
	"started_assignee_id" bigint,
	"bot_served" boolean NOT NULL,
	"closed_by" text,
	CONSTRAINT "dialog_facts_account_id_dialog_id_pk" PRIMARY KEY("account_id","dialog_id"),
	CONSTRAINT "dialog_facts_started_by_known" CHECK (started_by IN ('visitor', 'invitation', 'agent')),
	CONSTRAINT "dialog_facts_closed_by_known" CHECK (closed_by IN ('visitor', 'agent', 'bot', 'system'))
);
--> statement-breakpoint
CREATE TABLE "dialog_known_names" (
	"account_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"id" bigint NOT NULL,
	"name" text,
	CONSTRAINT "dialog_known_names_account_id_kind_id_pk" PRIMARY KEY("account_id","kind","id")
);
--> statement-breakpoint
CREATE TABLE "dialog_settings" (
	"account_id" bigint NOT NULL,
	"inbox_id" bigint DEFAULT 0 NOT NULL,
	"key" text NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp(6) NOT NULL,
	CONSTRAINT "dialog_settings_account_id_inbox_id_key_pk" PRIMARY KEY("account_id","inbox_id","key")
);
--> statement-breakpoint
CREATE TABLE "dialogs" (
	"id" bigserial NOT NULL,
	"account_id" bigint NOT NULL,
	"inbox_id" bigint NOT NULL,
	"status" integer NOT NULL,
	"assignee_id" bigint,
	"created_at" timestamp(6) NOT NULL,
	"updated_at" timestamp(6) NOT NULL,
	"contact_id" bigint,
	"team_id" bigint,
	"conversation_id" bigint NOT NULL,
	CONSTRAINT "dialogs_account_id_id_pk" PRIMARY KEY("account_id","id"),
	CONSTRAINT "dialogs_status_known" CHECK (status BETWEEN 0 AND 3),
	CONSTRAINT "dialogs_updated_after_start" CHECK (updated_at >= created_at)
);
--> statement-breakpoint
CREATE INDEX "dialog_api_tokens_by_hash" ON "dialog_api_tokens" USING btree ("hash");
--> statement-breakpoint
CREATE UNIQUE INDEX "dialogs_one_unresolved_per_conversation" ON "dialogs" USING btree ("account_id","conversation_id") WHERE status <> 1;
--> statement-breakpoint
CREATE INDEX "dialogs_by_conversation" ON "dialogs" USING btree ("account_id","conversation_id","created_at","id");
--> statement-breakpoint
CREATE INDEX "dialogs_by_created_at" ON "dialogs" USING btree ("account_id","created_at","id");
--> statement-breakpoint
CREATE INDEX "dialogs_by_updated_at" ON "dialogs" USING btree ("account_id","updated_at","id");
--> statement-breakpoint
CREATE INDEX "dialogs_by_contact" ON "dialogs" USING btree ("account_id","contact_id");
--> statement-breakpoint
CREATE INDEX "dialogs_by_resolved_at" ON "dialogs" USING btree ("account_id",(CASE WHEN status = 1 THEN updated_at ELSE 'infinity'::timestamp END),"id");
