def accuracies():
    return []
