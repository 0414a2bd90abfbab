using RepoTickets.LogTriage.Grouping.Rules;
using RepoTickets.LogTriage.Grouping.State;

namespace RepoTickets.LogTriage.Grouping.Index;

/// <summary>Takes down what must outlive the process, in the order in which it happened. Called under the writer's lock.</summary>
internal interface IGroupJournal
{
    void Form(Form form);

    void Alias(AliasRecord alias);

    void Split(Form pinned);

    void Rule(GroupRule rule);
}
