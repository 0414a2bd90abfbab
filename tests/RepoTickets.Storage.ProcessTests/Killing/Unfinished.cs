using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;
using RepoTickets.Storage.ProcessTests.Processes;

namespace RepoTickets.Storage.ProcessTests.Killing;

/// <summary>What a killed writer left for the next one, looked at before anybody opens the store.</summary>
/// <param name="WasWriting">It died between the first and the last step of a commit.</param>
/// <param name="HasCommitWithoutFiles">A commit was published whose files were not in place.</param>
/// <param name="TemporaryFiles">Files under temporary names.</param>
internal readonly record struct Unfinished(bool WasWriting, bool HasCommitWithoutFiles, int TemporaryFiles)
{
    internal static Unfinished Look(TestFolder folder)
    {
        var layout = new StoreLayout(folder.Tickets);
        using var shared = new SharedState(PlatformFileSystem.Create().OpenSharedWords(layout.SharedWordsFile, SharedState.WordCount)!);
        var temporary = Directory.EnumerateFiles(
            folder.Tickets, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Count(static path => StoreLayout.IsTemporaryName(Path.GetFileName(path)));
        return new(shared.Writing, shared.Committed != shared.Applied, temporary);
    }
}
