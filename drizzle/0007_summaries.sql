CREATE TABLE "dialog_rolled_spans" (
	"account_id" bigint NOT NULL,
	"level" text NOT NULL,
	"at" timestamp(6) NOT NULL,
	CONSTRAINT "dialog_rolled_spans_account_id_level_at_pk" PRIMARY KEY("account_id","level","at"),
	CONSTRAINT "dialog_rolled_spans_level_known" CHECK (level IN ('day', 'month'))
);
--> statement-breakpoint
CREATE TABLE "dialog_rollup_agents" (
	"account_id" bigint NOT NULL,
	"level" text NOT NULL,
	"at" timestamp(6) NOT NULL,
	"agent_id" bigint NOT NULL,
	"started" integer NOT NULL,
	"messages_sent" integer NOT NULL,
	"client_messages_while_assigned" integer NOT NULL,
	"agent_messages_while_assigned" integer NOT NULL,
	"bot_messages_while_assigned" integer NOT NULL,
	"template_messages_while_assigned" integer NOT NULL,
	"activity_messages_while_assigned" integer NOT NULL,
	"private_messages_while_assigned" integer NOT NULL,
	"transfers" integer NOT NULL,
	"transfers_out" integer NOT NULL,
	"assigned_begun" integer NOT NULL,
	"assigned_microseconds" bigint NOT NULL,
	CONSTRAINT "dialog_rollup_agents_pk" PRIMARY KEY("account_id","level","at","agent_id"),
	CONSTRAINT "dialog_rollup_agents_level_known" CHECK (level IN ('day', 'month'))
);
--> statement-breakpoint
CREATE TABLE "dialog_rollup_durations" (
	"account_id" bigint NOT NULL,
	"level" text NOT NULL,
	"at" timestamp(6) NOT NULL,
	"inbox_id" bigint NOT NULL,
	"team_id" bigint NOT NULL,
	"measure" text NOT NULL,
	"holder" text NOT NULL,
	"holder_id" bigint NOT NULL,
	"sample" integer NOT NULL,
	"microseconds" bigint NOT NULL,
	"buckets" integer[] NOT NULL,
	"counts" integer[] NOT NULL,
	CONSTRAINT "dialog_rollup_durations_pk" PRIMARY KEY("account_id","level","inbox_id","holder","measure","at","team_id","holder_id"),
	CONSTRAINT "dialog_rollup_durations_level_known" CHECK (level IN ('hour', 'day', 'month')),
	CONSTRAINT "dialog_rollup_durations_holder_known" CHECK (holder IN ('dialog', 'agent', 'team'))
);
--> statement-breakpoint
CREATE TABLE "dialog_rollups" (
	"account_id" bigint NOT NULL,
	"level" text NOT NULL,
	"at" timestamp(6) NOT NULL,
	"inbox_id" bigint NOT NULL,
	"team_id" bigint NOT NULL,
	"started" integer NOT NULL,
	"chat" integer NOT NULL,
	"offline" integer NOT NULL,
	"missed" integer NOT NULL,
	"bounced" integer NOT NULL,
	"rejected_invitations" integer NOT NULL,
	"online" integer NOT NULL,
	"answered" integer NOT NULL,
	"offline_answered" integer NOT NULL,
	"offline_resolved" integer NOT NULL,
	"invited" integer NOT NULL,
	"invitations_taken" integer NOT NULL,
	"transferred_dialogs" integer NOT NULL,
	"resolved" integer NOT NULL,
	"resolved_without_transfer" integer NOT NULL,
	"with_bot" integer NOT NULL,
	"bot_contained" integer NOT NULL,
	"bot_handed_over" integer NOT NULL,
	"messages" integer NOT NULL,
	"client_messages" integer NOT NULL,
	"agent_messages" integer NOT NULL,
	"bot_messages" integer NOT NULL,
	"template_messages" integer NOT NULL,
	"activity_messages" integer NOT NULL,
	"private_messages" integer NOT NULL,
	"transfers" integer NOT NULL,
	CONSTRAINT "dialog_rollups_pk" PRIMARY KEY("account_id","level","inbox_id","at","team_id"),
	CONSTRAINT "dialog_rollups_level_known" CHECK (level IN ('hour', 'day', 'month'))
);
--> statement-breakpoint
CREATE TABLE "dialog_holdings" (
	"account_id" bigint NOT NULL,
	"dialog_id" bigint NOT NULL,
	"holder" text NOT NULL,
	"holder_id" bigint NOT NULL,
	"held_from" timestamp(6) NOT NULL,
	"held_to" timestamp(6),
	"inbox_id" bigint NOT NULL,
	"team_id" bigint,
	"skipped" boolean NOT NULL,
	CONSTRAINT "dialog_holdings_holder_known" CHECK (holder IN ('agent', 'team'))
);
--> statement-breakpoint
CREATE TABLE "dialog_message_facts" (
	"account_id" bigint NOT NULL,
	"dialog_id" bigint NOT NULL,
	"at" timestamp(6) NOT NULL,
	"part" text NOT NULL,
	"assignee_id" bigint,
	"sender_id" bigint,
	"reply_seconds" double precision,
	"inbox_id" bigint NOT NULL,
	"team_id" bigint,
	"skipped" boolean NOT NULL,
	CONSTRAINT "dialog_message_facts_part_known" CHECK (part IN ('client', 'agent', 'bot', 'template', 'activity', 'private'))
);
--> statement-breakpoint
CREATE TABLE "dialog_stale" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"account_id" bigint NOT NULL,
	"dialog_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dialog_summaries" (
	"account_id" bigint NOT NULL,
	"dialog_id" bigint NOT NULL,
	"conversation_id" bigint NOT NULL,
	"inbox_id" bigint NOT NULL,
	"team_id" bigint,
	"assignee_id" bigint,
	"status" integer NOT NULL,
	"started_at" timestamp(6) NOT NULL,
	"resolved_at" timestamp(6),
	"resolve_known" boolean NOT NULL,
	"kinds" "dialog_kind"[] NOT NULL,
	"started_by" text NOT NULL,
	"agent_ids" bigint[] NOT NULL,
	"was_assigned" boolean NOT NULL,
	"transfers" integer NOT NULL,
	"first_response_seconds" double precision,
	"first_responder_id" bigint,
	"handed_over_at" timestamp(6),
	"response_after_bot_seconds" double precision,
	"waited_from" timestamp(6),
	"wait_seconds" double precision,
	"answered_at" timestamp(6),
	"answer_wait_seconds" double precision,
	"departed_assignee_id" bigint,
	"departed_team_id" bigint,
	"waiting_since" timestamp(6),
	"with_bot" boolean NOT NULL,
	"with_agent" boolean NOT NULL,
	"client_wrote" boolean NOT NULL,
	"next_of_conversation_at" timestamp(6),
	"next_of_contact_at" timestamp(6),
	"handled_seconds" double precision,
	"served" jsonb NOT NULL,
	CONSTRAINT "dialog_summaries_account_id_dialog_id_pk" PRIMARY KEY("account_id","dialog_id")
);
--> statement-breakpoint
CREATE TABLE "dialog_transfers" (
	"account_id" bigint NOT NULL,
	"dialog_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp(6) NOT NULL,
	"from_agent_id" bigint NOT NULL,
	"to_agent_id" bigint NOT NULL,
	"via_queue" boolean NOT NULL,
	"inbox_id" bigint NOT NULL,
	"team_id" bigint,
	"skipped" boolean NOT NULL,
	CONSTRAINT "dialog_transfers_account_id_dialog_id_number_pk" PRIMARY KEY("account_id","dialog_id","number")
);
--> statement-breakpoint
CREATE INDEX "dialog_rollup_durations_by_time" ON "dialog_rollup_durations" USING btree ("account_id","level","at");--> statement-breakpoint
CREATE INDEX "dialog_rollups_by_time" ON "dialog_rollups" USING btree ("account_id","level","at");--> statement-breakpoint
CREATE INDEX "dialog_holdings_by_time" ON "dialog_holdings" USING btree ("account_id","holder","held_from");--> statement-breakpoint
CREATE INDEX "dialog_holdings_by_end" ON "dialog_holdings" USING btree ("account_id","holder",coalesce(held_to, 'infinity'));--> statement-breakpoint
CREATE INDEX "dialog_holdings_by_dialog" ON "dialog_holdings" USING btree ("account_id","dialog_id");--> statement-breakpoint
CREATE INDEX "dialog_message_facts_by_time" ON "dialog_message_facts" USING btree ("account_id","at");--> statement-breakpoint
CREATE INDEX "dialog_message_facts_by_dialog" ON "dialog_message_facts" USING btree ("account_id","dialog_id");--> statement-breakpoint
CREATE INDEX "dialog_stale_by_dialog" ON "dialog_stale" USING btree ("account_id","dialog_id");--> statement-breakpoint
CREATE INDEX "dialog_summaries_by_start" ON "dialog_summaries" USING btree ("account_id","started_at");--> statement-breakpoint
CREATE INDEX "dialog_summaries_by_resolve" ON "dialog_summaries" USING btree ("account_id","resolved_at") WHERE resolved_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "dialog_summaries_unresolved" ON "dialog_summaries" USING btree ("account_id","dialog_id") WHERE resolved_at IS NULL;--> statement-breakpoint
CREATE INDEX "dialog_transfers_by_time" ON "dialog_transfers" USING btree ("account_id","at");--> statement-breakpoint
INSERT INTO "dialog_stale" ("account_id", "dialog_id") SELECT "account_id", "id" FROM "dialogs";
