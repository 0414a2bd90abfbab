namespace RepoTickets.LogTriage.Models;

/// <summary>The model gave no usable answer.</summary>
/// <param name="message">Why, to follow "the model did not judge:"; free of log text.</param>
/// <param name="innerException">The cause.</param>
internal sealed class ModelAnswerException(string message, Exception? innerException = null)
    : RepoTicketsException(message, innerException);
