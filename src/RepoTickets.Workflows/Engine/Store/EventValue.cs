using System.Globalization;
using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Engine;

/// <summary>An event as expressions see it.</summary>
internal static class EventValue
{
    /// <summary>A map of <c>type</c>, <c>subject</c> (an identifier), <c>kind</c>, <c>time</c>, <c>source</c> and <c>data</c>.</summary>
    internal static WorkflowValue Of(Event source, IEventDerivation events) => WorkflowValue.Of(
    [
        new WorkflowMember("type", WorkflowValue.Of(source.Type)),
        new WorkflowMember("subject", WorkflowValue.Of(source.Subject?.Id)),
        new WorkflowMember(
            "kind",
            WorkflowValue.Of(source.Subject is { } subject && EnumTexts.DocumentKind.TryWrite(subject.Kind, out var kind) ? kind : null)),
        new WorkflowMember(
            "time", WorkflowValue.Of(source.Time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture))),
        new WorkflowMember("source", WorkflowValue.Of(source.Source)),
        new WorkflowMember("data", WorkflowJson.From(events.Describe(source).ToElement())),
    ]);
}
