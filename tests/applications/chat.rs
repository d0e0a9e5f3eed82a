//! A chat server: `{"type":"...", ...}`, with the fields of the failure next to its
//! type.

use catchall::{Body, Format, HttpError, Problem, RequestContext};
use serde_json::{Value, json};
use thiserror::Error;
use tracing::Level;

use crate::support::{self, CANARY};

struct Typed;

impl Format for Typed {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        let mut body = problem.members();
        body.insert("type".into(), problem.code().into());
        Body::json(&body)
    }
}

#[derive(Debug, Error, HttpError)]
#[error("{}", self.code())]
#[http(
    format = Typed,
    code_case = "PascalCase",
    unmapped = deny,
    on(401, www_authenticate = "Session"),
    on(429, retry_after = 60),
)]
enum ChatError {
    #[http(500)]
    LabelMe,
    #[http(403)]
    AlreadyOnboarded,
    #[http(404)]
    UnknownUser,
    #[http(400)]
    InvalidUsername,
    #[http(409)]
    UsernameTaken,
    #[http(429)]
    DiscriminatorChangeRatelimited,
    #[http(409)]
    AlreadyFriends,
    #[http(409)]
    AlreadySentRequest,
    #[http(409)]
    Blocked,
    #[http(403)]
    BlockedByOther,
    #[http(403)]
    NotFriends,
    #[http(400)]
    TooManyPendingFriendRequests {
        #[http(member)]
        max: usize,
    },
    #[http(404)]
    UnknownChannel,
    #[http(404)]
    UnknownMessage,
    #[http(400)]
    UnknownAttachment,
    #[http(403)]
    CannotDeleteMessage,
    #[http(403)]
    CannotEditMessage,
    #[http(400)]
    CannotJoinCall,
    #[http(400)]
    TooManyAttachments {
        #[http(member)]
        max: usize,
    },
    #[http(400)]
    TooManyReplies {
        #[http(member)]
        max: usize,
    },
    #[http(422)]
    EmptyMessage,
    #[http(422)]
    PayloadTooLarge,
    #[http(400)]
    CannotRemoveYourself,
    #[http(403)]
    GroupTooLarge {
        #[http(member)]
        max: usize,
    },
    #[http(409)]
    AlreadyInGroup,
    #[http(404)]
    NotInGroup,
    #[http(400)]
    AlreadyPinned,
    #[http(400)]
    NotPinned,
    #[http(429)]
    InSlowmode {
        #[http(member, retry_after)]
        retry_after: u64,
    },
    #[http(403)]
    CantCreateServers,
    #[http(404)]
    UnknownServer,
    #[http(404)]
    InvalidRole,
    #[http(403)]
    Banned,
    #[http(409)]
    AlreadyInServer,
    #[http(400)]
    CannotTimeoutYourself,
    #[http(400)]
    TooManyServers {
        #[http(member)]
        max: usize,
    },
    #[http(400)]
    TooManyEmbeds {
        #[http(member)]
        max: usize,
    },
    #[http(400)]
    TooManyEmoji {
        #[http(member)]
        max: usize,
    },
    #[http(400)]
    TooManyChannels {
        #[http(member)]
        max: usize,
    },
    #[http(400)]
    TooManyRoles {
        #[http(member)]
        max: usize,
    },
    #[http(400)]
    ReachedMaximumBots,
    #[http(400)]
    IsBot,
    #[http(400)]
    IsNotBot,
    #[http(403)]
    BotIsPrivate,
    #[http(400)]
    CannotReportYourself,
    #[http(403)]
    MissingPermission {
        #[http(member)]
        permission: String,
    },
    #[http(403)]
    MissingUserPermission {
        #[http(member)]
        permission: String,
    },
    #[http(403)]
    NotElevated,
    #[http(403)]
    NotPrivileged,
    #[http(403)]
    CannotGiveMissingPermissions,
    #[http(403)]
    NotOwner,
    #[http(403)]
    IsElevated,
    #[http(500)]
    DatabaseError {
        operation: String,
        collection: String,
    },
    #[http(500)]
    InternalError,
    #[http(400)]
    InvalidOperation,
    #[http(401)]
    InvalidCredentials,
    #[http(400)]
    InvalidProperty,
    #[http(401)]
    InvalidSession,
    #[http(401)]
    NotAuthenticated,
    #[http(409)]
    DuplicateNonce,
    #[http(400)]
    VosoUnavailable,
    #[http(404)]
    NotFound,
    #[http(400)]
    NoEffect,
    #[http(400)]
    FailedValidation {
        #[http(member)]
        error: String,
    },
    #[http(400)]
    LiveKitUnavailable,
    #[http(400)]
    NotConnected,
    #[http(400)]
    NotAVoiceChannel,
    #[http(400)]
    AlreadyConnected,
    #[http(400)]
    UnknownNode,
    #[http(400)]
    InvalidFlagValue,
    #[http(400)]
    FeatureDisabled {
        #[http(member)]
        feature: String,
    },
    #[http(400)]
    HeaderTooLarge,
    #[http(400)]
    ProxyError,
    #[http(422)]
    FileTooSmall,
    #[http(422)]
    FileTooLarge {
        #[http(member)]
        max: usize,
    },
    #[http(400)]
    FileTypeNotAllowed,
    #[http(500)]
    ImageProcessingFailed,
    #[http(400)]
    NoEmbedData,
    #[http(500)]
    RenderFail,
    #[http(400)]
    MissingHeaders,
    #[http(400)]
    CaptchaFailed,
    #[http(400)]
    BlockedByShield,
    #[http(403)]
    UnverifiedAccount,
    #[http(500)]
    EmailFailed,
    #[http(401)]
    InvalidToken,
    #[http(400)]
    MissingInvite,
    #[http(400)]
    InvalidInvite,
    #[http(400)]
    CompromisedPassword,
    #[http(400)]
    ShortPassword,
    #[http(403)]
    LockedOut,
    #[http(400)]
    TotpAlreadyEnabled,
    #[http(400, code = "DisallowedMFAMethod")]
    DisallowedMFAMethod,
    #[http(500)]
    OperationFailed,
    #[http(400)]
    IncorrectData {
        #[http(member)]
        with: String,
    },
    #[http(401, code = "DisallowedContactSupport", member("note" = "Write to support@chat.example.com"))]
    Blacklisted,
}

fn plain() -> Vec<(ChatError, u16, &'static str)> {
    use ChatError as E;
    vec![
        (E::LabelMe, 500, "LabelMe"),
        (E::AlreadyOnboarded, 403, "AlreadyOnboarded"),
        (E::UnknownUser, 404, "UnknownUser"),
        (E::InvalidUsername, 400, "InvalidUsername"),
        (E::UsernameTaken, 409, "UsernameTaken"),
        (
            E::DiscriminatorChangeRatelimited,
            429,
            "DiscriminatorChangeRatelimited",
        ),
        (E::AlreadyFriends, 409, "AlreadyFriends"),
        (E::AlreadySentRequest, 409, "AlreadySentRequest"),
        (E::Blocked, 409, "Blocked"),
        (E::BlockedByOther, 403, "BlockedByOther"),
        (E::NotFriends, 403, "NotFriends"),
        (E::UnknownChannel, 404, "UnknownChannel"),
        (E::UnknownMessage, 404, "UnknownMessage"),
        (E::UnknownAttachment, 400, "UnknownAttachment"),
        (E::CannotDeleteMessage, 403, "CannotDeleteMessage"),
        (E::CannotEditMessage, 403, "CannotEditMessage"),
        (E::CannotJoinCall, 400, "CannotJoinCall"),
        (E::EmptyMessage, 422, "EmptyMessage"),
        (E::PayloadTooLarge, 422, "PayloadTooLarge"),
        (E::CannotRemoveYourself, 400, "CannotRemoveYourself"),
        (E::AlreadyInGroup, 409, "AlreadyInGroup"),
        (E::NotInGroup, 404, "NotInGroup"),
        (E::AlreadyPinned, 400, "AlreadyPinned"),
        (E::NotPinned, 400, "NotPinned"),
        (E::CantCreateServers, 403, "CantCreateServers"),
        (E::UnknownServer, 404, "UnknownServer"),
        (E::InvalidRole, 404, "InvalidRole"),
        (E::Banned, 403, "Banned"),
        (E::AlreadyInServer, 409, "AlreadyInServer"),
        (E::CannotTimeoutYourself, 400, "CannotTimeoutYourself"),
        (E::ReachedMaximumBots, 400, "ReachedMaximumBots"),
        (E::IsBot, 400, "IsBot"),
        (E::IsNotBot, 400, "IsNotBot"),
        (E::BotIsPrivate, 403, "BotIsPrivate"),
        (E::CannotReportYourself, 400, "CannotReportYourself"),
        (E::NotElevated, 403, "NotElevated"),
        (E::NotPrivileged, 403, "NotPrivileged"),
        (
            E::CannotGiveMissingPermissions,
            403,
            "CannotGiveMissingPermissions",
        ),
        (E::NotOwner, 403, "NotOwner"),
        (E::IsElevated, 403, "IsElevated"),
        (E::InternalError, 500, "InternalError"),
        (E::InvalidOperation, 400, "InvalidOperation"),
        (E::InvalidCredentials, 401, "InvalidCredentials"),
        (E::InvalidProperty, 400, "InvalidProperty"),
        (E::InvalidSession, 401, "InvalidSession"),
        (E::NotAuthenticated, 401, "NotAuthenticated"),
        (E::DuplicateNonce, 409, "DuplicateNonce"),
        (E::VosoUnavailable, 400, "VosoUnavailable"),
        (E::NotFound, 404, "NotFound"),
        (E::NoEffect, 400, "NoEffect"),
        (E::LiveKitUnavailable, 400, "LiveKitUnavailable"),
        (E::NotConnected, 400, "NotConnected"),
        (E::NotAVoiceChannel, 400, "NotAVoiceChannel"),
        (E::AlreadyConnected, 400, "AlreadyConnected"),
        (E::UnknownNode, 400, "UnknownNode"),
        (E::InvalidFlagValue, 400, "InvalidFlagValue"),
        (E::HeaderTooLarge, 400, "HeaderTooLarge"),
        (E::ProxyError, 400, "ProxyError"),
        (E::FileTooSmall, 422, "FileTooSmall"),
        (E::FileTypeNotAllowed, 400, "FileTypeNotAllowed"),
        (E::ImageProcessingFailed, 500, "ImageProcessingFailed"),
        (E::NoEmbedData, 400, "NoEmbedData"),
        (E::RenderFail, 500, "RenderFail"),
        (E::MissingHeaders, 400, "MissingHeaders"),
        (E::CaptchaFailed, 400, "CaptchaFailed"),
        (E::BlockedByShield, 400, "BlockedByShield"),
        (E::UnverifiedAccount, 403, "UnverifiedAccount"),
        (E::EmailFailed, 500, "EmailFailed"),
        (E::InvalidToken, 401, "InvalidToken"),
        (E::MissingInvite, 400, "MissingInvite"),
        (E::InvalidInvite, 400, "InvalidInvite"),
        (E::CompromisedPassword, 400, "CompromisedPassword"),
        (E::ShortPassword, 400, "ShortPassword"),
        (E::LockedOut, 403, "LockedOut"),
        (E::TotpAlreadyEnabled, 400, "TotpAlreadyEnabled"),
        (E::DisallowedMFAMethod, 400, "DisallowedMFAMethod"),
        (E::OperationFailed, 500, "OperationFailed"),
    ]
}

fn with_fields() -> Vec<(ChatError, u16, Value)> {
    use ChatError as E;
    vec![
        (
            E::TooManyPendingFriendRequests { max: 10 },
            400,
            json!({ "type": "TooManyPendingFriendRequests", "max": 10 }),
        ),
        (
            E::TooManyAttachments { max: 10 },
            400,
            json!({ "type": "TooManyAttachments", "max": 10 }),
        ),
        (
            E::TooManyReplies { max: 10 },
            400,
            json!({ "type": "TooManyReplies", "max": 10 }),
        ),
        (
            E::GroupTooLarge { max: 10 },
            403,
            json!({ "type": "GroupTooLarge", "max": 10 }),
        ),
        (
            E::InSlowmode { retry_after: 10 },
            429,
            json!({ "type": "InSlowmode", "retry_after": 10 }),
        ),
        (
            E::TooManyServers { max: 10 },
            400,
            json!({ "type": "TooManyServers", "max": 10 }),
        ),
        (
            E::TooManyEmbeds { max: 10 },
            400,
            json!({ "type": "TooManyEmbeds", "max": 10 }),
        ),
        (
            E::TooManyEmoji { max: 10 },
            400,
            json!({ "type": "TooManyEmoji", "max": 10 }),
        ),
        (
            E::TooManyChannels { max: 10 },
            400,
            json!({ "type": "TooManyChannels", "max": 10 }),
        ),
        (
            E::TooManyRoles { max: 10 },
            400,
            json!({ "type": "TooManyRoles", "max": 10 }),
        ),
        (
            E::MissingPermission {
                permission: "x".into(),
            },
            403,
            json!({ "type": "MissingPermission", "permission": "x" }),
        ),
        (
            E::MissingUserPermission {
                permission: "x".into(),
            },
            403,
            json!({ "type": "MissingUserPermission", "permission": "x" }),
        ),
        (
            E::FailedValidation { error: "x".into() },
            400,
            json!({ "type": "FailedValidation", "error": "x" }),
        ),
        (
            E::FeatureDisabled {
                feature: "x".into(),
            },
            400,
            json!({ "type": "FeatureDisabled", "feature": "x" }),
        ),
        (
            E::FileTooLarge { max: 10 },
            422,
            json!({ "type": "FileTooLarge", "max": 10 }),
        ),
        (
            E::IncorrectData { with: "x".into() },
            400,
            json!({ "type": "IncorrectData", "with": "x" }),
        ),
    ]
}

#[test]
fn each_failure_has_its_type() {
    for (error, status, code) in plain() {
        let answer = support::json(&error, status, &json!({ "type": code }));
        if status == 401 {
            answer.has("www-authenticate", "Session");
        } else if status == 429 {
            answer.has("retry-after", "60");
        }
    }
}

#[test]
fn fields_stand_beside_the_type() {
    for (error, status, body) in with_fields() {
        support::json(&error, status, &body);
    }
    let note = "Write to support@chat.example.com";
    support::json(
        &ChatError::Blacklisted,
        401,
        &json!({ "type": "DisallowedContactSupport", "note": note }),
    )
    .has("www-authenticate", "Session");
}

#[test]
fn a_field_is_a_header_too() {
    let error = ChatError::InSlowmode { retry_after: 5 };
    support::json(
        &error,
        429,
        &json!({ "type": "InSlowmode", "retry_after": 5 }),
    )
    .has("retry-after", "5");
}

#[test]
fn the_database_stays_inside() {
    let error = ChatError::DatabaseError {
        operation: "find_one".into(),
        collection: CANARY.into(),
    };
    support::json(&error, 500, &json!({ "type": "DatabaseError" }));
    assert_eq!(support::logged(&error).level, Level::ERROR);
}

#[test]
fn the_catalog_knows_them_all() {
    let catalog = ChatError::catalog();
    let entries = catalog.entries();
    assert_eq!(entries.len(), plain().len() + with_fields().len() + 3);
    for (error, status, code) in plain() {
        let is_there = entries.iter().any(|entry| {
            let kind = entry.problem_type();
            kind.code() == code && kind.status().is_some_and(|known| known == status)
        });
        assert!(is_there, "{error:?}");
    }
}
