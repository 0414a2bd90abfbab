namespace RepoTickets.CommandLine.Importing;

/// <summary>Reads the issues of another program.</summary>
internal interface IForeignReader
{
    /// <param name="files">Its files, in the order of their names.</param>
    ForeignReading Read(IReadOnlyList<ForeignFile> files);
}
