//! The formats that ship, as values of [`Format`].

use crate::body::accept;
use crate::body::format::{
    Body, Empty, Html, Json, JsonShape, Negotiated, ProblemJson, Shape, Text,
};
use crate::convert::write::body_of;
use crate::problem::{Format, Problem};
use crate::request::RequestContext;

macro_rules! ours {
    ($($ty:ty, $self:ident => $shape:expr;)*) => {$(
        impl Format for $ty {
            fn render(&self, problem: &Problem, context: Option<&RequestContext>) -> Body {
                let shape = match (self.shape(), context) {
                    (Shape::Negotiated, Some(context)) => accept::preferred(&context.accept()),
                    (Shape::Negotiated, None) => Shape::ProblemJson(ProblemJson),
                    (shape, _) => shape,
                };
                body_of(problem, shape)
            }

            fn shape(&$self) -> Shape {
                $shape
            }
        }
    )*};
}

ours! {
    ProblemJson, self => Shape::ProblemJson(*self);
    Text, self => Shape::Text;
    Html, self => Shape::Html;
    Empty, self => Shape::Empty;
    Json, self => Shape::Json(Json::message("message").code("code").within("error"));
    JsonShape, self => Shape::Json(*self);
    Negotiated, self => Shape::Negotiated;
}
