CREATE TABLE problem (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    name VARCHAR NOT NULL,
    text VARCHAR,
    workaround VARCHAR,
    solved_at VARCHAR(20),
    created_at VARCHAR(20) NOT NULL,
    name_key VARCHAR NOT NULL
);
CREATE INDEX ix_problem_name_key ON problem (name_key);
CREATE TABLE ticket (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    number VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    priority VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    text VARCHAR,
    channel VARCHAR,
    product VARCHAR,
    contact_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    owner_id INTEGER,
    team_id INTEGER,
    author_id INTEGER,
    cause VARCHAR,
    remedy VARCHAR,
    confirmed VARCHAR,
    problem_id INTEGER,
    first_minutes INTEGER,
    next_minutes INTEGER,
    resolution_minutes INTEGER,
    opened_at VARCHAR(20) NOT NULL,
    merged_into_id INTEGER,
    split_from_id INTEGER,
    created_at VARCHAR(20) NOT NULL,
    number_key VARCHAR NOT NULL,
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(customer_id) REFERENCES contact (id),
    FOREIGN KEY(owner_id) REFERENCES "user" (id),
    FOREIGN KEY(team_id) REFERENCES team (id),
    FOREIGN KEY(author_id) REFERENCES "user" (id),
    FOREIGN KEY(problem_id) REFERENCES problem (id),
    FOREIGN KEY(merged_into_id) REFERENCES ticket (id),
    FOREIGN KEY(split_from_id) REFERENCES ticket (id)
);
CREATE INDEX ix_ticket_author_id ON ticket (author_id);
CREATE INDEX ix_ticket_cause ON ticket (cause);
CREATE INDEX ix_ticket_merged_into_id ON ticket (merged_into_id);
CREATE INDEX ix_ticket_number_key ON ticket (number_key);
CREATE INDEX ix_ticket_opened_at ON ticket (opened_at);
CREATE INDEX ix_ticket_owner_id ON ticket (owner_id);
CREATE INDEX ix_ticket_problem_id ON ticket (problem_id);
CREATE INDEX ix_ticket_product ON ticket (product);
CREATE INDEX ix_ticket_split_from_id ON ticket (split_from_id);
CREATE INDEX ix_ticket_team_id ON ticket (team_id);
CREATE INDEX ticket_by_contact ON ticket (contact_id, opened_at);
CREATE INDEX ticket_by_customer ON ticket (customer_id, opened_at);
CREATE INDEX ticket_by_state ON ticket (state, opened_at);
CREATE TABLE ticket_check (
    ticket_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    done_at VARCHAR(20),
    done_by INTEGER,
    PRIMARY KEY (ticket_id, position),
    FOREIGN KEY(ticket_id) REFERENCES ticket (id),
    FOREIGN KEY(done_by) REFERENCES "user" (id)
)
 WITHOUT ROWID;
CREATE TABLE ticket_link (
    ticket_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    PRIMARY KEY (ticket_id, other_id),
    FOREIGN KEY(ticket_id) REFERENCES ticket (id),
    FOREIGN KEY(other_id) REFERENCES ticket (id)
)
 WITHOUT ROWID;
CREATE INDEX ix_ticket_link_other_id ON ticket_link (other_id);
CREATE TABLE ticket_transition (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    ticket_id INTEGER NOT NULL,
    from_state VARCHAR,
    to_state VARCHAR NOT NULL,
    effective_at VARCHAR(20) NOT NULL,
    recorded_at VARCHAR(20) NOT NULL,
    author_id INTEGER,
    why VARCHAR,
    operation_id INTEGER NOT NULL,
    FOREIGN KEY(ticket_id) REFERENCES ticket (id),
    FOREIGN KEY(author_id) REFERENCES "user" (id)
);
CREATE INDEX ix_ticket_transition_author_id ON ticket_transition (author_id);
CREATE INDEX ticket_transition_by_ticket ON ticket_transition (ticket_id, effective_at);
CREATE TABLE sla_policy (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    priority VARCHAR,
    kind VARCHAR,
    level VARCHAR,
    first_minutes INTEGER,
    next_minutes INTEGER,
    resolution_minutes INTEGER,
    subject_key VARCHAR NOT NULL
);
CREATE INDEX ix_sla_policy_subject_key ON sla_policy (subject_key);
CREATE TABLE sla_step (
    policy_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    percent INTEGER NOT NULL,
    action VARCHAR NOT NULL,
    user_id INTEGER,
    team_id INTEGER,
    PRIMARY KEY (policy_id, position),
    FOREIGN KEY(policy_id) REFERENCES sla_policy (id),
    FOREIGN KEY(user_id) REFERENCES "user" (id),
    FOREIGN KEY(team_id) REFERENCES team (id)
)
 WITHOUT ROWID;
CREATE TABLE escalation (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    ticket_id INTEGER NOT NULL,
    clock VARCHAR NOT NULL,
    started_at VARCHAR(20) NOT NULL,
    percent INTEGER NOT NULL,
    action VARCHAR NOT NULL,
    at VARCHAR(20) NOT NULL,
    FOREIGN KEY(ticket_id) REFERENCES ticket (id)
);
CREATE INDEX escalation_by_ticket ON escalation (ticket_id, clock);
CREATE TABLE service_way (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    kind VARCHAR NOT NULL,
    priority VARCHAR NOT NULL,
    owner_id INTEGER,
    team_id INTEGER,
    aftercare_days INTEGER,
    needs_cause BOOLEAN NOT NULL,
    needs_remedy BOOLEAN NOT NULL,
    needs_confirmation BOOLEAN NOT NULL,
    checklist VARCHAR,
    FOREIGN KEY(owner_id) REFERENCES "user" (id),
    FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_service_way_kind ON service_way (kind);
CREATE INDEX ix_service_way_owner_id ON service_way (owner_id);
CREATE INDEX ix_service_way_team_id ON service_way (team_id);
CREATE TABLE survey (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    filter VARCHAR NOT NULL,
    template_id INTEGER,
    ended_at VARCHAR(20),
    created_at VARCHAR(20) NOT NULL,
    name_key VARCHAR NOT NULL,
    FOREIGN KEY(template_id) REFERENCES template (id)
);
CREATE INDEX ix_survey_name_key ON survey (name_key);
CREATE INDEX ix_survey_template_id ON survey (template_id);
CREATE TABLE invitation (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    survey_id INTEGER,
    ticket_id INTEGER,
    contact_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    channel VARCHAR,
    asked_at VARCHAR(20) NOT NULL,
    reminded_at VARCHAR(20),
    reminders INTEGER NOT NULL,
    author_id INTEGER,
    FOREIGN KEY(survey_id) REFERENCES survey (id),
    FOREIGN KEY(ticket_id) REFERENCES ticket (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(customer_id) REFERENCES contact (id),
    FOREIGN KEY(author_id) REFERENCES "user" (id)
);
CREATE INDEX invitation_of_survey ON invitation (survey_id, contact_id);
CREATE INDEX ix_invitation_author_id ON invitation (author_id);
CREATE INDEX ix_invitation_contact_id ON invitation (contact_id);
CREATE INDEX ix_invitation_customer_id ON invitation (customer_id);
CREATE INDEX ix_invitation_ticket_id ON invitation (ticket_id);
CREATE TABLE score (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    kind VARCHAR NOT NULL,
    value INTEGER NOT NULL,
    comment VARCHAR,
    contact_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    ticket_id INTEGER,
    activity_id INTEGER,
    stage VARCHAR,
    at VARCHAR(20) NOT NULL,
    author_id INTEGER,
    of_id INTEGER,
    invitation_id INTEGER,
    created_at VARCHAR(20) NOT NULL,
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(customer_id) REFERENCES contact (id),
    FOREIGN KEY(ticket_id) REFERENCES ticket (id),
    FOREIGN KEY(activity_id) REFERENCES activity (id),
    FOREIGN KEY(author_id) REFERENCES "user" (id),
    FOREIGN KEY(of_id) REFERENCES score (id),
    FOREIGN KEY(invitation_id) REFERENCES invitation (id)
);
CREATE INDEX ix_score_activity_id ON score (activity_id);
CREATE INDEX ix_score_author_id ON score (author_id);
CREATE INDEX ix_score_invitation_id ON score (invitation_id);
CREATE INDEX ix_score_of_id ON score (of_id);
CREATE INDEX ix_score_ticket_id ON score (ticket_id);
CREATE INDEX score_by_contact ON score (contact_id, at);
CREATE INDEX score_by_customer ON score (customer_id, at);
CREATE INDEX score_by_kind ON score (kind, at);
CREATE TABLE ticket_clock (
    ticket_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    clock VARCHAR NOT NULL,
    target INTEGER,
    started_at VARCHAR(20) NOT NULL,
    ended_at VARCHAR(20),
    spent INTEGER NOT NULL,
    due_at VARCHAR(20),
    met INTEGER,
    PRIMARY KEY (ticket_id, position)
)
 WITHOUT ROWID;
CREATE INDEX ix_ticket_clock_due_at ON ticket_clock (due_at);
CREATE TABLE ticket_summary (
    ticket_id INTEGER NOT NULL,
    clock VARCHAR,
    clock_at VARCHAR(20),
    paused INTEGER NOT NULL,
    first_at VARCHAR(20),
    resolved_at VARCHAR(20),
    closed_at VARCHAR(20),
    last_in_at VARCHAR(20),
    last_out_at VARCHAR(20),
    awaiting_since VARCHAR(20),
    replies INTEGER NOT NULL,
    PRIMARY KEY (ticket_id)
);
CREATE INDEX ticket_summary_by_clock ON ticket_summary (clock_at, ticket_id);
ALTER TABLE activity ADD COLUMN ticket_id INTEGER REFERENCES ticket (id);
CREATE INDEX activity_by_ticket ON activity (ticket_id, at) WHERE ticket_id IS NOT NULL;
ALTER TABLE reminder ADD COLUMN ticket_id INTEGER REFERENCES ticket (id);
CREATE INDEX reminder_by_ticket ON reminder (ticket_id) WHERE ticket_id IS NOT NULL;
