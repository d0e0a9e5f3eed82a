//! A social network: one code per failure for the clients to translate, and
//! text only if the failure has one. `{"error":"...","message":"..."}`.

use std::collections::BTreeSet;
use std::fmt;

use catchall::{Body, Format, HttpError, Problem, RequestContext};
use serde_json::{Value, json};
use tracing::Level;

use crate::support::{self, CANARY};

struct Coded;

impl Format for Coded {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        let mut body = problem.members();
        body.insert("error".into(), problem.code().into());
        Body::json(&body)
    }
}

#[derive(Debug, HttpError)]
#[http(format = Coded)]
enum SocialError {
    #[http(400)]
    BlockKeywordTooShort,
    #[http(400)]
    BlockKeywordTooLong,
    #[http(400)]
    CouldntUpdate,
    #[http(400)]
    CouldntCreate,
    #[http(400)]
    ReportReasonRequired,
    #[http(400)]
    ReportTooLong,
    #[http(400)]
    NotAModerator,
    #[http(400)]
    NotAnAdmin,
    #[http(400)]
    CantBlockYourself,
    #[http(400)]
    CantNoteYourself,
    #[http(400)]
    CantBlockAdmin,
    #[http(400)]
    PasswordsDoNotMatch,
    #[http(400)]
    EmailNotVerified,
    #[http(400)]
    EmailRequired,
    #[http(400)]
    CannotLeaveAdmin,
    #[http(400)]
    CannotLeaveMod,
    #[http(400, member("message" = _0))]
    PictrsResponseError(String),
    #[http(400, member("message" = _0))]
    PictrsPurgeResponseError(String),
    #[http(400)]
    PictrsApiKeyNotProvided,
    #[http(400, member("message" = _0))]
    PictrsInvalidImageUpload(String),
    #[http(400)]
    NoContentTypeHeader,
    #[http(400)]
    NotAnImageType,
    #[http(400)]
    ImageUploadDisabled,
    #[http(400)]
    NotAModOrAdmin,
    #[http(400)]
    NotTopMod,
    #[http(400)]
    NotLoggedIn,
    #[http(400)]
    NotHigherMod,
    #[http(400)]
    NotHigherAdmin,
    #[http(400)]
    SiteBan,
    #[http(400)]
    Deleted,
    #[http(400)]
    PersonIsBlocked,
    #[http(400)]
    CommunityIsBlocked,
    #[http(400)]
    InstanceIsBlocked,
    #[http(400)]
    InstanceIsPrivate,
    #[http(400)]
    InvalidPassword,
    #[http(400)]
    InvalidInviteToken,
    #[http(400)]
    SiteDescriptionLengthOverflow,
    #[http(400)]
    HoneypotFailed,
    #[http(400)]
    RegistrationApplicationIsPending,
    #[http(400)]
    Locked,
    #[http(400)]
    MaxCommentDepthReached,
    #[http(400)]
    NoCommentEditAllowed,
    #[http(400)]
    OnlyAdminsCanCreateCommunities,
    #[http(400)]
    AlreadyExists,
    #[http(400)]
    LanguageNotAllowed,
    #[http(400)]
    NoPostEditAllowed,
    #[http(400)]
    NsfwNotAllowed,
    #[http(400)]
    EditPrivateMessageNotAllowed,
    #[http(400)]
    ApplicationQuestionRequired,
    #[http(400)]
    InvalidDefaultPostListingType,
    #[http(400)]
    RegistrationClosed,
    #[http(400)]
    RegistrationApplicationAnswerRequired,
    #[http(400)]
    RegistrationUsernameRequired,
    #[http(400)]
    EmailAlreadyTaken,
    #[http(400)]
    UsernameAlreadyTaken,
    #[http(400)]
    PersonIsBannedFromCommunity,
    #[http(400)]
    NoIdGiven,
    #[http(401, www_authenticate = "Bearer")]
    IncorrectLogin,
    #[http(400)]
    NoEmailSetup,
    #[http(400)]
    LocalSiteNotSetup,
    #[http(400, member("message" = _0))]
    InvalidEmailAddress(String),
    #[http(400)]
    InvalidName,
    #[http(400)]
    InvalidCodeVerifier,
    #[http(400)]
    InvalidDisplayName,
    #[http(400)]
    InvalidMatrixId,
    #[http(400)]
    InvalidPostTitle,
    #[http(400)]
    InvalidBodyField,
    #[http(400)]
    BioLengthOverflow,
    #[http(400)]
    AltTextLengthOverflow,
    #[http(400)]
    CouldntParseTotpSecret,
    #[http(400)]
    CouldntGenerateTotp,
    #[http(400)]
    MissingTotpToken,
    #[http(400)]
    MissingTotpSecret,
    #[http(400)]
    MissingInviteToken,
    #[http(400)]
    IncorrectTotpToken,
    #[http(400)]
    TotpAlreadyEnabled,
    #[http(400)]
    BlockedUrl,
    #[http(400)]
    InvalidUrl,
    #[http(400)]
    EmailSendFailed,
    #[http(400)]
    Slurs,
    #[http(400, member("message" = _0))]
    RegistrationDenied(String),
    #[http(400)]
    SiteNameRequired,
    #[http(400)]
    SiteNameLengthOverflow,
    #[http(400)]
    PermissiveRegex,
    #[http(400)]
    InvalidRegex,
    #[http(400)]
    InvalidUrlScheme,
    #[http(400)]
    ContradictingFilters,
    #[http(400)]
    TooManyItems,
    #[http(400)]
    TooManyInvites,
    #[http(400)]
    BanExpirationInPast,
    #[http(400)]
    InvalidUnixTime,
    #[http(400)]
    InvalidBotAction,
    #[http(400)]
    TagNotInCommunity,
    #[http(400)]
    CantBlockLocalInstance,
    #[http(400, member("message" = _0))]
    Unknown(String),
    #[http(400)]
    UrlLengthOverflow,
    #[http(400)]
    OauthAuthorizationInvalid,
    #[http(400)]
    OauthLoginFailed,
    #[http(400)]
    OauthRegistrationClosed,
    #[http(404)]
    NotFound,
    #[http(400)]
    PostScheduleTimeMustBeInFuture,
    #[http(400)]
    TooManyScheduledPosts,
    #[http(400)]
    CannotCombineFederationBlocklistAndAllowlist,
    #[http(400)]
    CouldntParsePaginationToken,
    #[http(400, member("message" = _0))]
    PluginError(String),
    #[http(400)]
    InvalidFetchLimit,
    #[http(400)]
    EmailNotificationsDisabled,
    #[http(400)]
    MultiCommunityUpdateWrongUser,
    #[http(400)]
    CannotCombineCommunityIdAndMultiCommunityId,
    #[http(400)]
    MultiCommunityEntryLimitReached,
    #[http(400)]
    TooManyRequests,
    #[http(400, member("message" = _0))]
    ResolveObjectFailed(String),
    #[http(transparent, case(None => 400, hide))]
    UntranslatedError(Option<UntranslatedError>),
    /// Failures that no client caused.
    Internal(anyhow::Error),
}

/// Failures between servers, which clients do not show to people.
#[derive(Debug, HttpError)]
#[http(format = Coded)]
enum UntranslatedError {
    #[http(400)]
    InvalidCommunity,
    #[http(400)]
    CannotCreatePostOrCommentInDeletedOrRemovedCommunity,
    #[http(400)]
    CannotReceivePage,
    #[http(400)]
    OnlyLocalAdminCanRemoveCommunity,
    #[http(400)]
    OnlyLocalAdminCanRestoreCommunity,
    #[http(400)]
    PostIsLocked,
    #[http(400, member("message" = _0))]
    PersonIsBannedFromSite(String),
    #[http(400)]
    InvalidVoteValue,
    #[http(400)]
    PageDoesNotSpecifyCreator,
    #[http(400)]
    FederationDisabled,
    #[http(400, member("message" = _0))]
    DomainBlocked(String),
    #[http(400, member("message" = _0))]
    DomainNotInAllowList(String),
    #[http(400)]
    FederationDisabledByStrictAllowList,
    #[http(400)]
    ContradictingFilters,
    #[http(400)]
    UrlWithoutDomain,
    #[http(400)]
    InboxTimeout,
    #[http(400)]
    CantDeleteSite,
    #[http(400)]
    ObjectIsNotPublic,
    #[http(400)]
    ObjectIsNotPrivate,
    #[http(400, member("message" = _0))]
    InvalidFollow(String),
    #[http(400)]
    PurgeInvalidImageUrl,
    #[http(400)]
    Unreachable,
    #[http(400)]
    CouldntSendWebmention,
    #[http(400, member("message" = _0))]
    CommunityHasNoFollowers(String),
}

impl fmt::Display for SocialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl fmt::Display for UntranslatedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for UntranslatedError {}

impl std::error::Error for SocialError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Internal(error) => Some(error.as_ref()),
            _ => None,
        }
    }
}

impl From<anyhow::Error> for SocialError {
    fn from(error: anyhow::Error) -> Self {
        match error.downcast_ref::<NoRows>() {
            Some(NoRows) => Self::NotFound,
            None => Self::Internal(error),
        }
    }
}

#[derive(Debug)]
struct NoRows;

impl fmt::Display for NoRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no rows")
    }
}

impl std::error::Error for NoRows {}

fn plain() -> Vec<(SocialError, &'static str)> {
    use SocialError as E;
    vec![
        (E::BlockKeywordTooShort, "block_keyword_too_short"),
        (E::BlockKeywordTooLong, "block_keyword_too_long"),
        (E::CouldntUpdate, "couldnt_update"),
        (E::CouldntCreate, "couldnt_create"),
        (E::ReportReasonRequired, "report_reason_required"),
        (E::ReportTooLong, "report_too_long"),
        (E::NotAModerator, "not_a_moderator"),
        (E::NotAnAdmin, "not_an_admin"),
        (E::CantBlockYourself, "cant_block_yourself"),
        (E::CantNoteYourself, "cant_note_yourself"),
        (E::CantBlockAdmin, "cant_block_admin"),
        (E::PasswordsDoNotMatch, "passwords_do_not_match"),
        (E::EmailNotVerified, "email_not_verified"),
        (E::EmailRequired, "email_required"),
        (E::CannotLeaveAdmin, "cannot_leave_admin"),
        (E::CannotLeaveMod, "cannot_leave_mod"),
        (E::PictrsApiKeyNotProvided, "pictrs_api_key_not_provided"),
        (E::NoContentTypeHeader, "no_content_type_header"),
        (E::NotAnImageType, "not_an_image_type"),
        (E::ImageUploadDisabled, "image_upload_disabled"),
        (E::NotAModOrAdmin, "not_a_mod_or_admin"),
        (E::NotTopMod, "not_top_mod"),
        (E::NotLoggedIn, "not_logged_in"),
        (E::NotHigherMod, "not_higher_mod"),
        (E::NotHigherAdmin, "not_higher_admin"),
        (E::SiteBan, "site_ban"),
        (E::Deleted, "deleted"),
        (E::PersonIsBlocked, "person_is_blocked"),
        (E::CommunityIsBlocked, "community_is_blocked"),
        (E::InstanceIsBlocked, "instance_is_blocked"),
        (E::InstanceIsPrivate, "instance_is_private"),
        (E::InvalidPassword, "invalid_password"),
        (E::InvalidInviteToken, "invalid_invite_token"),
        (
            E::SiteDescriptionLengthOverflow,
            "site_description_length_overflow",
        ),
        (E::HoneypotFailed, "honeypot_failed"),
        (
            E::RegistrationApplicationIsPending,
            "registration_application_is_pending",
        ),
        (E::Locked, "locked"),
        (E::MaxCommentDepthReached, "max_comment_depth_reached"),
        (E::NoCommentEditAllowed, "no_comment_edit_allowed"),
        (
            E::OnlyAdminsCanCreateCommunities,
            "only_admins_can_create_communities",
        ),
        (E::AlreadyExists, "already_exists"),
        (E::LanguageNotAllowed, "language_not_allowed"),
        (E::NoPostEditAllowed, "no_post_edit_allowed"),
        (E::NsfwNotAllowed, "nsfw_not_allowed"),
        (
            E::EditPrivateMessageNotAllowed,
            "edit_private_message_not_allowed",
        ),
        (
            E::ApplicationQuestionRequired,
            "application_question_required",
        ),
        (
            E::InvalidDefaultPostListingType,
            "invalid_default_post_listing_type",
        ),
        (E::RegistrationClosed, "registration_closed"),
        (
            E::RegistrationApplicationAnswerRequired,
            "registration_application_answer_required",
        ),
        (
            E::RegistrationUsernameRequired,
            "registration_username_required",
        ),
        (E::EmailAlreadyTaken, "email_already_taken"),
        (E::UsernameAlreadyTaken, "username_already_taken"),
        (
            E::PersonIsBannedFromCommunity,
            "person_is_banned_from_community",
        ),
        (E::NoIdGiven, "no_id_given"),
        (E::IncorrectLogin, "incorrect_login"),
        (E::NoEmailSetup, "no_email_setup"),
    ]
}

fn more_plain() -> Vec<(SocialError, &'static str)> {
    use SocialError as E;
    vec![
        (E::LocalSiteNotSetup, "local_site_not_setup"),
        (E::InvalidName, "invalid_name"),
        (E::InvalidCodeVerifier, "invalid_code_verifier"),
        (E::InvalidDisplayName, "invalid_display_name"),
        (E::InvalidMatrixId, "invalid_matrix_id"),
        (E::InvalidPostTitle, "invalid_post_title"),
        (E::InvalidBodyField, "invalid_body_field"),
        (E::BioLengthOverflow, "bio_length_overflow"),
        (E::AltTextLengthOverflow, "alt_text_length_overflow"),
        (E::CouldntParseTotpSecret, "couldnt_parse_totp_secret"),
        (E::CouldntGenerateTotp, "couldnt_generate_totp"),
        (E::MissingTotpToken, "missing_totp_token"),
        (E::MissingTotpSecret, "missing_totp_secret"),
        (E::MissingInviteToken, "missing_invite_token"),
        (E::IncorrectTotpToken, "incorrect_totp_token"),
        (E::TotpAlreadyEnabled, "totp_already_enabled"),
        (E::BlockedUrl, "blocked_url"),
        (E::InvalidUrl, "invalid_url"),
        (E::EmailSendFailed, "email_send_failed"),
        (E::Slurs, "slurs"),
        (E::SiteNameRequired, "site_name_required"),
        (E::SiteNameLengthOverflow, "site_name_length_overflow"),
        (E::PermissiveRegex, "permissive_regex"),
        (E::InvalidRegex, "invalid_regex"),
        (E::InvalidUrlScheme, "invalid_url_scheme"),
        (E::ContradictingFilters, "contradicting_filters"),
        (E::TooManyItems, "too_many_items"),
        (E::TooManyInvites, "too_many_invites"),
        (E::BanExpirationInPast, "ban_expiration_in_past"),
        (E::InvalidUnixTime, "invalid_unix_time"),
        (E::InvalidBotAction, "invalid_bot_action"),
        (E::TagNotInCommunity, "tag_not_in_community"),
        (E::CantBlockLocalInstance, "cant_block_local_instance"),
        (E::UrlLengthOverflow, "url_length_overflow"),
        (E::OauthAuthorizationInvalid, "oauth_authorization_invalid"),
        (E::OauthLoginFailed, "oauth_login_failed"),
        (E::OauthRegistrationClosed, "oauth_registration_closed"),
        (E::NotFound, "not_found"),
        (
            E::PostScheduleTimeMustBeInFuture,
            "post_schedule_time_must_be_in_future",
        ),
        (E::TooManyScheduledPosts, "too_many_scheduled_posts"),
        (
            E::CannotCombineFederationBlocklistAndAllowlist,
            "cannot_combine_federation_blocklist_and_allowlist",
        ),
        (
            E::CouldntParsePaginationToken,
            "couldnt_parse_pagination_token",
        ),
        (E::InvalidFetchLimit, "invalid_fetch_limit"),
        (
            E::EmailNotificationsDisabled,
            "email_notifications_disabled",
        ),
        (
            E::MultiCommunityUpdateWrongUser,
            "multi_community_update_wrong_user",
        ),
        (
            E::CannotCombineCommunityIdAndMultiCommunityId,
            "cannot_combine_community_id_and_multi_community_id",
        ),
        (
            E::MultiCommunityEntryLimitReached,
            "multi_community_entry_limit_reached",
        ),
        (E::TooManyRequests, "too_many_requests"),
    ]
}

fn with_text() -> Vec<(SocialError, &'static str)> {
    use SocialError as E;
    let text = || "why".to_owned();
    vec![
        (E::PictrsResponseError(text()), "pictrs_response_error"),
        (
            E::PictrsPurgeResponseError(text()),
            "pictrs_purge_response_error",
        ),
        (
            E::PictrsInvalidImageUpload(text()),
            "pictrs_invalid_image_upload",
        ),
        (E::InvalidEmailAddress(text()), "invalid_email_address"),
        (E::RegistrationDenied(text()), "registration_denied"),
        (E::Unknown(text()), "unknown"),
        (E::PluginError(text()), "plugin_error"),
        (E::ResolveObjectFailed(text()), "resolve_object_failed"),
    ]
}

fn untranslated() -> Vec<(UntranslatedError, &'static str)> {
    use UntranslatedError as E;
    vec![
        (E::InvalidCommunity, "invalid_community"),
        (
            E::CannotCreatePostOrCommentInDeletedOrRemovedCommunity,
            "cannot_create_post_or_comment_in_deleted_or_removed_community",
        ),
        (E::CannotReceivePage, "cannot_receive_page"),
        (
            E::OnlyLocalAdminCanRemoveCommunity,
            "only_local_admin_can_remove_community",
        ),
        (
            E::OnlyLocalAdminCanRestoreCommunity,
            "only_local_admin_can_restore_community",
        ),
        (E::PostIsLocked, "post_is_locked"),
        (E::InvalidVoteValue, "invalid_vote_value"),
        (
            E::PageDoesNotSpecifyCreator,
            "page_does_not_specify_creator",
        ),
        (E::FederationDisabled, "federation_disabled"),
        (
            E::FederationDisabledByStrictAllowList,
            "federation_disabled_by_strict_allow_list",
        ),
        (E::ContradictingFilters, "contradicting_filters"),
        (E::UrlWithoutDomain, "url_without_domain"),
        (E::InboxTimeout, "inbox_timeout"),
        (E::CantDeleteSite, "cant_delete_site"),
        (E::ObjectIsNotPublic, "object_is_not_public"),
        (E::ObjectIsNotPrivate, "object_is_not_private"),
        (E::PurgeInvalidImageUrl, "purge_invalid_image_url"),
        (E::Unreachable, "unreachable"),
        (E::CouldntSendWebmention, "couldnt_send_webmention"),
    ]
}

fn untranslated_with_text() -> Vec<(UntranslatedError, &'static str)> {
    use UntranslatedError as E;
    let text = || "why".to_owned();
    vec![
        (
            E::PersonIsBannedFromSite(text()),
            "person_is_banned_from_site",
        ),
        (E::DomainBlocked(text()), "domain_blocked"),
        (E::DomainNotInAllowList(text()), "domain_not_in_allow_list"),
        (E::InvalidFollow(text()), "invalid_follow"),
        (
            E::CommunityHasNoFollowers(text()),
            "community_has_no_followers",
        ),
    ]
}

fn status(code: &str) -> u16 {
    match code {
        "incorrect_login" => 401,
        "not_found" => 404,
        _ => 400,
    }
}

fn body(code: &str, message: Option<&str>) -> Value {
    match message {
        Some(message) => json!({ "error": code, "message": message }),
        None => json!({ "error": code }),
    }
}

#[test]
fn each_failure_has_its_code() {
    for (error, code) in plain().into_iter().chain(more_plain()) {
        support::json(&error, status(code), &body(code, None));
    }
    for (error, code) in with_text() {
        support::json(&error, status(code), &body(code, Some("why")));
    }
    support::json(
        &SocialError::IncorrectLogin,
        401,
        &body("incorrect_login", None),
    )
    .has("www-authenticate", "Bearer");
}

#[test]
fn a_nested_failure_looks_like_any_other() {
    let nested = |inner| SocialError::UntranslatedError(Some(inner));
    for (error, code) in untranslated() {
        support::json(&nested(error), 400, &body(code, None));
    }
    for (error, code) in untranslated_with_text() {
        support::json(&nested(error), 400, &body(code, Some("why")));
    }
    support::json(
        &SocialError::UntranslatedError(None),
        400,
        &body("untranslated_error", None),
    );
}

#[test]
fn the_catalog_knows_them_all() {
    let catalog = SocialError::catalog();
    let mapped = catalog
        .entries()
        .iter()
        .filter(|entry| !entry.is_unmapped());
    let known: Vec<&str> = mapped.map(catchall::Entry::code).collect();
    let ours: Vec<&str> = (plain().into_iter())
        .chain(more_plain())
        .chain(with_text())
        .map(|(_, code)| code)
        .chain(["untranslated_error"])
        .collect();
    for code in &ours {
        assert!(known.contains(code), "{code}");
    }
    // A code that both enums have is one problem.
    let nested = untranslated().into_iter().chain(untranslated_with_text());
    let all: BTreeSet<&str> = ours
        .into_iter()
        .chain(nested.map(|(_, code)| code))
        .collect();
    assert_eq!(known.into_iter().collect::<BTreeSet<_>>(), all);
}

#[test]
fn what_no_client_caused_is_a_500() {
    let error = SocialError::from(anyhow::anyhow!(CANARY));
    support::json(&error, 500, &body("internal_error", None));
    let event = support::logged(&error);
    assert_eq!(event.level, Level::ERROR);
    assert!(event.fields.contains(CANARY), "{}", event.fields);
    let missing = SocialError::from(anyhow::Error::new(NoRows).context(CANARY));
    support::json(&missing, 404, &body("not_found", None));
}
