CREATE TABLE contact_summary (
    contact_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    last_id INTEGER,
    last_at VARCHAR(20),
    next_id INTEGER,
    next_key VARCHAR,
    PRIMARY KEY (contact_id)
);

CREATE INDEX contact_summary_by_last ON contact_summary (last_at, contact_id);

CREATE INDEX contact_summary_by_next ON contact_summary (next_key, contact_id);

CREATE INDEX ix_contact_summary_customer_id ON contact_summary (customer_id);

CREATE TABLE custom_field (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    name VARCHAR NOT NULL,
    label VARCHAR,
    type VARCHAR NOT NULL,
    choices VARCHAR
);

CREATE TABLE operation (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR(20) NOT NULL,
    login VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    arguments VARCHAR NOT NULL,
    reverts_id INTEGER,
    reverted_by_id INTEGER,
    records INTEGER NOT NULL,
    FOREIGN KEY(reverts_id) REFERENCES operation (id),
    FOREIGN KEY(reverted_by_id) REFERENCES operation (id)
);

CREATE INDEX ix_operation_reverted_by_id ON operation (reverted_by_id);

CREATE INDEX ix_operation_reverts_id ON operation (reverts_id);

CREATE INDEX operation_by_login ON operation (login, id);

CREATE TABLE search_document (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE setting (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL
);

CREATE TABLE tag (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL
);

CREATE INDEX ix_tag_name_key ON tag (name_key);

CREATE TABLE team (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    name VARCHAR NOT NULL
);

CREATE TABLE change (
    operation_id INTEGER NOT NULL,
    thing VARCHAR NOT NULL,
    record_id INTEGER NOT NULL,
    action VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    fields VARCHAR,
    PRIMARY KEY (operation_id, thing, record_id),
    FOREIGN KEY(operation_id) REFERENCES operation (id)
)
 WITHOUT ROWID;

CREATE INDEX change_of_record ON change (record_id, thing, operation_id);

CREATE TABLE import_run (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER,
    at VARCHAR(20) NOT NULL,
    login VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    rows INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    also_created VARCHAR NOT NULL,
    seconds FLOAT NOT NULL,
    FOREIGN KEY(operation_id) REFERENCES operation (id)
);

CREATE INDEX ix_import_run_operation_id ON import_run (operation_id);

CREATE TABLE user (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    login VARCHAR NOT NULL,
    name VARCHAR,
    email VARCHAR,
    team_id INTEGER,
    retired_at VARCHAR(20),
    FOREIGN KEY(team_id) REFERENCES team (id)
);

CREATE INDEX ix_user_login ON user (login);

CREATE INDEX ix_user_team_id ON user (team_id);

CREATE TABLE contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    family_name VARCHAR,
    given_name VARCHAR,
    nickname VARCHAR,
    gender VARCHAR,
    owner_id INTEGER,
    source VARCHAR,
    level VARCHAR,
    stage VARCHAR NOT NULL,
    stage_pinned BOOLEAN NOT NULL,
    channel VARCHAR,
    consent VARCHAR,
    do_not_contact BOOLEAN NOT NULL,
    industry VARCHAR,
    website VARCHAR,
    birthday VARCHAR,
    needs VARCHAR,
    note VARCHAR,
    created_at VARCHAR(20) NOT NULL,
    name_key VARCHAR NOT NULL,
    birthday_key VARCHAR,
    FOREIGN KEY(owner_id) REFERENCES user (id)
);

CREATE INDEX contact_by_birthday ON contact (birthday_key) WHERE birthday_key IS NOT NULL;

CREATE INDEX contact_by_name ON contact (name_key, id, kind) WHERE deleted_at IS NULL;

CREATE INDEX ix_contact_created_at ON contact (created_at);

CREATE INDEX ix_contact_level ON contact (level);

CREATE INDEX ix_contact_owner_id ON contact (owner_id);

CREATE INDEX ix_contact_source ON contact (source);

CREATE INDEX ix_contact_stage ON contact (stage);

CREATE TABLE activity (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    kind VARCHAR NOT NULL,
    contact_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    at VARCHAR(20) NOT NULL,
    channel VARCHAR,
    direction VARCHAR,
    outcome VARCHAR,
    objection VARCHAR,
    minutes INTEGER,
    feeling INTEGER,
    campaign VARCHAR,
    subject VARCHAR,
    text VARCHAR,
    author_id INTEGER,
    created_at VARCHAR(20) NOT NULL,
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(customer_id) REFERENCES contact (id),
    FOREIGN KEY(author_id) REFERENCES user (id)
);

CREATE INDEX activity_by_contact ON activity (contact_id, at);

CREATE INDEX activity_by_customer ON activity (customer_id, at);

CREATE INDEX activity_by_time ON activity (at);

CREATE INDEX ix_activity_author_id ON activity (author_id);

CREATE TABLE contact_address (
    contact_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    label VARCHAR,
    street VARCHAR,
    city VARCHAR,
    region VARCHAR,
    postal_code VARCHAR,
    country VARCHAR,
    city_key VARCHAR,
    PRIMARY KEY (contact_id, position),
    FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_contact_address_city_key ON contact_address (city_key);

CREATE TABLE contact_email (
    contact_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    address VARCHAR NOT NULL,
    label VARCHAR,
    address_key VARCHAR NOT NULL,
    domain VARCHAR NOT NULL,
    PRIMARY KEY (contact_id, position),
    FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_contact_email_address_key ON contact_email (address_key);

CREATE INDEX ix_contact_email_domain ON contact_email (domain);

CREATE TABLE contact_handle (
    contact_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    service VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    value_key VARCHAR NOT NULL,
    PRIMARY KEY (contact_id, position),
    FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 WITHOUT ROWID;

CREATE INDEX contact_handle_by_value ON contact_handle (service, value_key);

CREATE TABLE contact_phone (
    contact_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number VARCHAR NOT NULL,
    label VARCHAR,
    phone_key VARCHAR NOT NULL,
    tail VARCHAR NOT NULL,
    PRIMARY KEY (contact_id, position),
    FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_contact_phone_phone_key ON contact_phone (phone_key);

CREATE INDEX ix_contact_phone_tail ON contact_phone (tail);

CREATE TABLE contact_tag (
    contact_id INTEGER NOT NULL,
    tag_id INTEGER NOT NULL,
    PRIMARY KEY (contact_id, tag_id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(tag_id) REFERENCES tag (id)
)
 WITHOUT ROWID;

CREATE INDEX contact_tag_by_tag ON contact_tag (tag_id, contact_id);

CREATE TABLE custom_value (
    contact_id INTEGER NOT NULL,
    field_id INTEGER NOT NULL,
    value VARCHAR NOT NULL,
    number FLOAT,
    PRIMARY KEY (contact_id, field_id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(field_id) REFERENCES custom_field (id)
)
 WITHOUT ROWID;

CREATE INDEX custom_value_by_number ON custom_value (field_id, number, contact_id);

CREATE INDEX custom_value_by_value ON custom_value (field_id, value, contact_id);

CREATE TABLE relation (
    contact_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    role VARCHAR,
    department VARCHAR,
    is_primary BOOLEAN NOT NULL,
    PRIMARY KEY (contact_id, position),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(other_id) REFERENCES contact (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_relation_other_id ON relation (other_id);

CREATE TABLE reminder (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    contact_id INTEGER,
    customer_id INTEGER,
    due_on VARCHAR NOT NULL,
    due_time VARCHAR,
    zone VARCHAR,
    minutes INTEGER,
    place VARCHAR,
    owner_id INTEGER,
    priority VARCHAR NOT NULL,
    repeat VARCHAR,
    text VARCHAR,
    done_at VARCHAR(20),
    created_at VARCHAR(20) NOT NULL,
    due_key VARCHAR NOT NULL,
    due_at VARCHAR(20),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(customer_id) REFERENCES contact (id),
    FOREIGN KEY(owner_id) REFERENCES user (id)
);

CREATE INDEX ix_reminder_customer_id ON reminder (customer_id);

CREATE INDEX ix_reminder_owner_id ON reminder (owner_id);

CREATE INDEX reminder_by_contact ON reminder (contact_id, done_at, due_key);

CREATE INDEX reminder_by_due ON reminder (done_at, due_key);

CREATE TABLE stage_transition (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    deleted_at VARCHAR(20),
    contact_id INTEGER NOT NULL,
    from_stage VARCHAR,
    to_stage VARCHAR NOT NULL,
    effective_at VARCHAR(20) NOT NULL,
    recorded_at VARCHAR(20) NOT NULL,
    why VARCHAR NOT NULL,
    operation_id INTEGER NOT NULL,
    FOREIGN KEY(contact_id) REFERENCES contact (id)
);

CREATE INDEX stage_transition_by_customer ON stage_transition (contact_id, effective_at);

CREATE TABLE activity_participant (
    activity_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    PRIMARY KEY (activity_id, contact_id),
    FOREIGN KEY(activity_id) REFERENCES activity (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_activity_participant_contact_id ON activity_participant (contact_id);

CREATE VIRTUAL TABLE search_name USING fts5(name, content='search_document', content_rowid='id', tokenize='ascii', prefix='1 2 3');

CREATE VIRTUAL TABLE search_text USING fts5(name, body, content='search_document', content_rowid='id', tokenize='ascii', prefix='1 2 3');
