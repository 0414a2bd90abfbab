using System.Text;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Tests.Documents;

/// <summary>What the tests of this folder share.</summary>
internal static class Formats
{
    internal static DocumentFormat Utc { get; } = new(TimeZoneInfo.Utc, TextLimits.Default);

    internal static DocumentFormat Berlin { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), TextLimits.Default);

    internal static string PathOf(Document document) => document switch
    {
        Ticket { Status.IsOpen: true } => $"open/{document.Key.Id}.yaml",
        Ticket => $"closed/{document.Key.Id}.yaml",
        Epic => $"epics/{document.Key.Id}.yaml",
        BacklogItem => $"backlog/{document.Key.Id}.yaml",
        Agent => $"agents/{document.Key.Id}.json",
        _ => $"tasks/{document.Key.Id}.json",
    };

    internal static Document Read(DocumentKey key, ReadOnlySpan<byte> bytes, DocumentFormat? format = null)
    {
        Assert.True((format ?? Utc).TryRead(key, "f", bytes, out var document, out var fault), fault?.ToString());
        return document!;
    }

    internal static Ticket ReadTicket(string body, string id = "A-1", DocumentFormat? format = null) =>
        (Ticket)Read(new(DocumentKind.Ticket, id), Encoding.UTF8.GetBytes(body), format);

    internal static DocumentFault Fault(DocumentKind kind, string body, string id = "A-1")
    {
        Assert.False(Utc.TryRead(new(kind, id), "f", Encoding.UTF8.GetBytes(body), out var document, out var fault), document?.ToString());
        return fault!;
    }

    internal static string Rewrite(string body, DocumentKey key, Func<Document, Document> change)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return Encoding.UTF8.GetString(Utc.Rewrite(bytes, key, change(Read(key, bytes))));
    }
}
