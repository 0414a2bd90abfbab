namespace RepoTickets.CommandLine.Importing;

/// <summary>A place in a file that is imported; line and column are counted from 1.</summary>
internal sealed record ForeignPlace(string File, int Line, int Column)
{
    public override string ToString() => $"{File}({Line},{Column})";
}
