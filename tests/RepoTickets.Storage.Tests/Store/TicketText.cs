namespace RepoTickets.Storage.Tests.Store;

/// <summary>Files as other programs write them.</summary>
internal static class TicketText
{
    internal static string Minimal(string id, string status = "open", string updated = "2025-03-01T10:00:00.000001") => $"""
        id: {id}
        title: A ticket
        status: {status}
        created_at: '2025-03-01T10:00:00.000001'
        updated_at: '{updated}'

        """.ReplaceLineEndings("\n");

    /// <summary>Written by hand: comments, odd indentation, keys that nobody knows, quoting of every kind.</summary>
    internal static string ByHand(string id) => $"""
        # Filed after the release.
        id:    {id}
        title: "Broken   login"   # asked twice
        future_key: {"{"}keep: [me, 'as'], i: am{"}"}
        status: open
        priority:   high
        labels:
              - bug        # the first
              - 'no'
        description: |
            First line.

              Indented.
        comments:
          - id: 61e83410
            author: 'Zoë'
            email: z@example.org
            content: >-
              folded
              text
            created_at: 2025-03-01 10:00:00
            mood: grim
        # Last change by hand.
        created_at: 2025-03-01 10:00:00
        updated_at: '2025-03-02T10:00:00.500000'
        blocked_by: []

        """.ReplaceLineEndings("\n");
}
