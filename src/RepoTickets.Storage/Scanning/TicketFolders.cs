using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Scanning;

/// <summary>One name in the folders of tickets: its file in <c>open/</c>, in <c>closed/</c>, or both.</summary>
internal sealed class TicketPlace
{
    internal FileStatus? Open { get; set; }

    internal FileStatus? Closed { get; set; }
}

/// <summary>What lies in the folders of tickets now.</summary>
internal sealed class TicketFolders
{
    /// <summary>Every identifier that has a file.</summary>
    internal Dictionary<string, TicketPlace> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>Files that the Python package would take for tickets, but whose name is no identifier.</summary>
    internal List<(string Path, FileStatus Status)> Misnamed { get; } = [];

    internal static TicketFolders List(IFileSystem fileSystem, StoreLayout layout)
    {
        var folders = new TicketFolders();
        foreach (var folder in StoreLayout.FoldersOf(DocumentKind.Ticket))
        {
            foreach (var (name, status) in fileSystem.ListWithStatus(layout.Absolute(folder)) ?? [])
            {
                folders.Add(folder, name, status);
            }
        }

        return folders;
    }

    private void Add(string folder, string name, FileStatus status)
    {
        if (!StoreLayout.IsDocumentName(DocumentKind.Ticket, name))
        {
            return;
        }

        var id = name[..^5];
        if (!TicketId.TryParse(id, out _))
        {
            Misnamed.Add(($"{folder}/{name}", status));
            return;
        }

        if (!Places.TryGetValue(id, out var place))
        {
            place = new();
            Places.Add(id, place);
        }

        if (folder == StoreLayout.ClosedFolder)
        {
            place.Closed = status;
        }
        else
        {
            place.Open = status;
        }
    }
}
